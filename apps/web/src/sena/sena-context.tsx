import { createSenaClient, type SenaClient } from '@engawa/sena-client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { type ChatStore, createChatStore } from '../chat/chat-store.js'
import type { Turn } from '../chat/turn.js'
import type { LiveState } from '../live/live-state.js'
import { createLiveStore, type LiveStore } from '../live/live-store.js'
import { parseRoute } from '../routing/route.js'
import { replaceRoute } from '../routing/use-route.js'
import { keys } from './keys.js'

export interface Sena {
  readonly client: SenaClient
  readonly live: LiveStore
  readonly chat: ChatStore
}

const SenaContext = createContext<Sena | undefined>(undefined)

/** Everything the page knows of Sena, made once. */
export function SenaProvider({ children }: { readonly children: ReactNode }) {
  const { sena, queries } = useMemo(connect, [])
  return (
    <QueryClientProvider client={queries}>
      <SenaContext value={sena}>{children}</SenaContext>
    </QueryClientProvider>
  )
}

function connect(): { sena: Sena; queries: QueryClient } {
  const queries = new QueryClient({
    defaultOptions: {
      // What changes is told over the WebSocket; a lost connection is shown at once rather than retried behind it.
      queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  const client = createSenaClient()
  const { protocol, host } = window.location
  const live = createLiveStore(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/stream`)
  const chat = createChatStore(client, { onAccepted: nameDraft, onEnd: (turn) => void refresh(queries, turn) })
  return { sena: { client, live, chat }, queries }
}

/** A new conversation has no id until Sena took its first question. The address follows in the same rendering. */
function nameDraft(sessionId: string): void {
  const { view, id } = parseRoute(window.location.hash)
  if (view === 'chat' && id === undefined) replaceRoute({ view, id: sessionId })
}

async function refresh(queries: QueryClient, { sessionId }: Turn): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: keys.sessions }),
    queries.invalidateQueries({ queryKey: keys.traces }),
    ...(sessionId === undefined ? [] : [queries.invalidateQueries({ queryKey: keys.messages(sessionId) })]),
  ])
}

export function useSena(): Sena {
  const sena = useContext(SenaContext)
  if (!sena) throw new Error('useSena needs a SenaProvider around it')
  return sena
}

/** A part of the live state; the component renders again only when that part changes. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { live } = useSena()
  return useSyncExternalStore(live.subscribe, () => select(live.getState()))
}

export function useTurns(): readonly Turn[] {
  const { chat } = useSena()
  return useSyncExternalStore(chat.subscribe, chat.getTurns)
}

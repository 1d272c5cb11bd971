import { type ChatRequest, type SenaClient, SenaProblem } from '@engawa/sena-client'
import { isOver, newTurn, reduceTurn, type Turn, type TurnAction, type TurnProblem } from './turn.js'

export interface Question {
  readonly message: string
  /** Absent for a new conversation. */
  readonly sessionId?: string
  readonly mode?: NonNullable<ChatRequest['mode']>
}

export interface ChatStore {
  readonly getTurns: () => readonly Turn[]
  readonly subscribe: (changed: () => void) => () => void
  /** @returns the key of the turn */
  ask(question: Question): string
  stop(key: string): void
  /** Forget a turn that the store has, or that a person gave up. */
  dismiss(key: string): void
}

export interface ChatStoreEvents {
  /** Sena has the question, and the conversation has its id. */
  readonly onAccepted: (sessionId: string) => void
  readonly onEnd: (turn: Turn) => void
}

/** The turns asked from this page. They go on while another view is shown. */
export function createChatStore(client: SenaClient, { onAccepted, onEnd }: ChatStoreEvents): ChatStore {
  let turns: readonly Turn[] = []
  const aborts = new Map<string, AbortController>()
  const listeners = new Set<() => void>()
  let count = 0

  const set = (next: readonly Turn[]) => {
    turns = next
    for (const changed of listeners) changed()
  }
  const find = (key: string) => turns.find((turn) => turn.key === key)
  const dispatch = (key: string, action: TurnAction) =>
    set(turns.map((turn) => (turn.key === key ? reduceTurn(turn, action) : turn)))

  async function follow(key: string, { message, sessionId, mode }: Question, signal: AbortSignal): Promise<void> {
    try {
      const request = {
        message,
        ...(sessionId === undefined ? {} : { session_id: sessionId }),
        ...(mode === undefined ? {} : { mode }),
      }
      for await (const event of client.chat.stream(request, { signal })) {
        dispatch(key, { type: 'event', event })
        if (event.type === 'accepted') onAccepted(event.session_id)
      }
    } catch (error) {
      dispatch(key, {
        type: 'broke',
        problem: signal.aborted ? { message: 'Stopped before it was sent.' } : problemOf(error),
      })
    } finally {
      aborts.delete(key)
      const turn = find(key)
      if (turn) onEnd(turn)
    }
  }

  return {
    getTurns: () => turns,
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    ask(question) {
      const key = `turn-${++count}`
      const abort = new AbortController()
      aborts.set(key, abort)
      set([...turns, newTurn(key, question.message, new Date().toISOString(), question.sessionId)])
      void follow(key, question, abort.signal)
      return key
    },
    stop(key) {
      const turn = find(key)
      if (!turn || isOver(turn)) return
      // Once Sena has the question, Sena stops, and keeps what it had. Before, there is nothing but the request.
      if (turn.turnId === undefined) aborts.get(key)?.abort()
      else client.chat.cancel(turn.turnId).catch(() => aborts.get(key)?.abort())
    },
    dismiss: (key) => set(turns.filter((turn) => turn.key !== key)),
  }
}

function problemOf(error: unknown): TurnProblem {
  if (!(error instanceof Error)) return { message: String(error) }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined
  return { message: error instanceof SenaProblem ? error.problem.detail || error.problem.title : error.message, hint }
}

import { type LiveUpdate, openLiveStream } from '@engawa/sena-client'
import { waitUntil } from '@engawa/testkit'
import { WebSocket } from 'ws'
import type { SenaProcess } from './sena-process.js'

export interface Followed {
  readonly updates: readonly LiveUpdate[]
  /** Resolves when an update has come that fits. */
  until(what: string, fits: (update: LiveUpdate) => boolean): Promise<void>
  close(): void
}

/** Follow Sena's live feed, as the web interface does. */
export async function follow({ url }: SenaProcess): Promise<Followed> {
  const updates: LiveUpdate[] = []
  let live = false
  const stream = openLiveStream({
    url: `${url.replace('http', 'ws')}/ws/stream`,
    channels: ['processing', 'memory', 'logs', 'telemetry', 'events'],
    webSocket: WebSocket as unknown as new (url: string) => globalThis.WebSocket,
    onUpdate: (update) => updates.push(update),
    onState: (state) => {
      live = state === 'live'
    },
    onGap: () => {},
  })
  await waitUntil('the live feed is open', () => live)
  return {
    updates,
    until: (what, fits) => waitUntil(what, () => updates.some(fits)),
    close: () => stream.close(),
  }
}

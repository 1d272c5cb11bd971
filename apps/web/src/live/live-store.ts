import { type LiveStream, openLiveStream } from '@engawa/sena-client'
import { initialLiveState, type LiveAction, type LiveState, reduceLive } from './live-state.js'

export interface LiveStore {
  readonly getState: () => LiveState
  readonly subscribe: (changed: () => void) => () => void
}

/**
 * Follows Sena over one WebSocket for as long as anybody subscribes.
 *
 * Updates are folded at once and shown at the next frame: a thousand in a second cost sixty renderings.
 */
export function createLiveStore(url: string): LiveStore {
  let state = initialLiveState
  let stream: LiveStream | undefined
  let awaited = false
  const listeners = new Set<() => void>()

  const tell = () => {
    awaited = false
    for (const changed of listeners) changed()
  }
  const dispatch = (action: LiveAction) => {
    state = reduceLive(state, action)
    // A hidden page gets no frames; it has to know all the same when it is offline.
    if (document.hidden) return tell()
    if (awaited) return
    awaited = true
    requestAnimationFrame(tell)
  }
  const open = () =>
    openLiveStream({
      url,
      channels: ['processing', 'memory', 'logs'],
      onState: (connection) => dispatch({ type: 'connection', connection }),
      onClosing: (closing) => dispatch({ type: 'closing', closing }),
      onGap: () => dispatch({ type: 'gap' }),
      onUpdate: (update) => dispatch({ type: 'update', update }),
    })

  return {
    getState: () => state,
    subscribe(changed) {
      listeners.add(changed)
      stream ??= open()
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0) return
        stream?.close()
        stream = undefined
      }
    },
  }
}

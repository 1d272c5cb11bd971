import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { keys } from './keys.js'
import { useLive } from './sena-context.js'

/** Read again what the live updates say has changed, and everything when they may have been missed. */
export function useCatchUp(): void {
  const queries = useQueryClient()
  const connection = useLive((state) => state.connection)
  const gaps = useLive((state) => state.gaps)
  const memoryChanges = useLive((state) => state.memoryChanges)
  const turnsEnded = useLive((state) => state.turnsEnded)
  const wasOffline = useRef(false)

  useEffect(() => {
    if (connection === 'offline') wasOffline.current = true
    if (connection !== 'live' || !wasOffline.current) return
    wasOffline.current = false
    void queries.invalidateQueries({ queryKey: keys.all })
  }, [connection, queries])
  useEffect(() => {
    if (gaps > 0) void queries.invalidateQueries({ queryKey: keys.all })
  }, [gaps, queries])
  useEffect(() => {
    if (memoryChanges > 0) void queries.invalidateQueries({ queryKey: keys.memories })
  }, [memoryChanges, queries])

  // Turns asked elsewhere, in another tab or by another program. Several may end between two frames.
  useEffect(() => {
    if (turnsEnded === 0) return
    void queries.invalidateQueries({ queryKey: keys.sessions })
    void queries.invalidateQueries({ queryKey: keys.everyMessage })
    void queries.invalidateQueries({ queryKey: keys.traces })
  }, [turnsEnded, queries])
}

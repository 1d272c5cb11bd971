import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { isOver, runningElsewhere, type Turn } from './turn.js'
import { useMessages } from './use-messages.js'

/** Ends the turn that runs in a conversation, whoever asked it. Absent while none runs. */
export function useStop(sessionId: string | undefined, turns: readonly Turn[]): (() => void) | undefined {
  const { chat, client } = useSena()
  const queries = useQueryClient()
  const stored = useMessages(sessionId)
  const cancel = useMutation({
    mutationFn: client.chat.cancel,
    // A turn that can not be stopped is over already, and the store tells how it went.
    onSettled: () => queries.invalidateQueries({ queryKey: keys.messages(sessionId ?? '') }),
  })
  const own = turns.find((turn) => !isOver(turn))
  if (own) return () => chat.stop(own.key)
  const other = runningElsewhere(stored.data?.messages ?? [], turns)
  return other === undefined ? undefined : () => cancel.mutate(other)
}

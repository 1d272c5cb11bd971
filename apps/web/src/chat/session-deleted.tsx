import type { SessionSummary } from '@engawa/sena-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { navigate } from '../routing/use-route.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

export interface DeletedSession {
  readonly session: SessionSummary
  readonly wasCurrent: boolean
}

export interface SessionDeletedProps {
  /** The last one, as long as it is not restored. */
  readonly deleted: DeletedSession | undefined
  readonly onRestored: () => void
}

/** Tells that a conversation was deleted, and takes it back on request. */
export function SessionDeleted({ deleted, onRestored }: SessionDeletedProps) {
  const { client } = useSena()
  const queries = useQueryClient()
  const restore = useMutation({
    mutationFn: ({ session }: DeletedSession) => client.sessions.restore(session.id),
    onSuccess: async (_, { session: { id }, wasCurrent }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: keys.sessions }),
        queries.invalidateQueries({ queryKey: keys.messages(id) }),
      ])
      if (wasCurrent) navigate({ view: 'chat', id })
      onRestored()
    },
  })
  return (
    <div role="status">
      {deleted && (
        <p className="session-deleted">
          Deleted ·
          <button type="button" className="quiet" disabled={restore.isPending} onClick={() => restore.mutate(deleted)}>
            Undo
          </button>
        </p>
      )}
      {restore.isError && <p className="fine">{restore.error.message}</p>}
    </div>
  )
}

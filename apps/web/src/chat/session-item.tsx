import type { SessionSummary } from '@engawa/sena-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { TrashIcon } from '../elements/icons.js'
import { counted } from '../elements/sentence.js'
import { Time } from '../elements/time.js'
import { formatRoute } from '../routing/route.js'
import { navigate } from '../routing/use-route.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

export function SessionItem({ session, current }: { readonly session: SessionSummary; readonly current: boolean }) {
  const { client } = useSena()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: keys.sessions })
  const remove = useMutation({
    mutationFn: () => client.sessions.delete(session.id),
    onSuccess: async () => {
      if (current) navigate({ view: 'chat' })
      await refresh()
    },
  })
  const title = session.title?.trim() || 'Untitled'
  const ask = () => {
    if (window.confirm(`Delete the conversation “${title}”?`)) remove.mutate()
  }
  return (
    <li className="session">
      <a href={formatRoute({ view: 'chat', id: session.id })} aria-current={current ? 'true' : undefined}>
        <span className="session-title">{title}</span>
        <span className="fine">
          <Time at={session.updated_at} /> · {counted(session.message_count, 'message')}
        </span>
      </a>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${title}`}
        onClick={ask}
        disabled={remove.isPending}
      >
        <TrashIcon />
      </button>
      {remove.isError && <p className="fine">{remove.error.message}</p>}
    </li>
  )
}

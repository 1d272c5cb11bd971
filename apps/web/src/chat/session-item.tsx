import type { SessionSummary } from '@engawa/sena-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { PenIcon, TrashIcon } from '../elements/icons.js'
import { counted } from '../elements/sentence.js'
import { Time } from '../elements/time.js'
import { formatRoute } from '../routing/route.js'
import { navigate } from '../routing/use-route.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { SessionRename } from './session-rename.js'

export interface SessionItemProps {
  readonly session: SessionSummary
  readonly current: boolean
  readonly onDeleted: () => void
}

export function SessionItem({ session, current, onDeleted }: SessionItemProps) {
  const { client } = useSena()
  const queries = useQueryClient()
  const [renaming, setRenaming] = useState(false)
  const pen = useRef<HTMLButtonElement>(null)
  const remove = useMutation({
    mutationFn: () => client.sessions.delete(session.id),
    onSuccess: async () => {
      onDeleted()
      if (current) navigate({ view: 'chat' })
      await queries.invalidateQueries({ queryKey: keys.sessions })
    },
  })
  const title = session.title?.trim() || 'Untitled'
  const closeRename = () => {
    setRenaming(false)
    pen.current?.focus()
  }
  return (
    <li className="session">
      <a href={formatRoute({ view: 'chat', id: session.id })} aria-current={current ? 'true' : undefined}>
        <span className="session-title">{title}</span>
        <span className="fine">
          <Time at={session.updated_at} /> · {counted(session.message_count, 'message')}
        </span>
      </a>
      <div className="session-actions">
        <button
          type="button"
          ref={pen}
          className="icon-button"
          aria-label={`Rename ${title}`}
          aria-expanded={renaming}
          onClick={() => setRenaming(!renaming)}
        >
          <PenIcon />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete ${title}`}
          onClick={() => remove.mutate()}
          disabled={remove.isPending}
        >
          <TrashIcon />
        </button>
      </div>
      {renaming && <SessionRename session={session} onClose={closeRename} />}
      {remove.isError && <p className="fine">{remove.error.message}</p>}
    </li>
  )
}

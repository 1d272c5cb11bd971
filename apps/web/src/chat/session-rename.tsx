import type { SessionSummary } from '@engawa/sena-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

export interface SessionRenameProps {
  readonly session: SessionSummary
  readonly onClose: () => void
}

/** Another name for a conversation. Enter keeps it, Escape leaves the old one. */
export function SessionRename({ session, onClose }: SessionRenameProps) {
  const { client } = useSena()
  const queries = useQueryClient()
  const [title, setTitle] = useState(session.title ?? '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const rename = useMutation({
    mutationFn: (changed: string) => client.sessions.rename(session.id, changed),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.sessions })
      onClose()
    },
  })
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() !== '') rename.mutate(title.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
  }
  return (
    <form className="session-rename" onSubmit={save}>
      <input
        ref={field}
        aria-label="New name"
        value={title}
        maxLength={1_000}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div>
        <button type="submit" className="quiet" disabled={rename.isPending || title.trim() === ''}>
          Save
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
      {rename.isError && <p className="fine">{rename.error.message}</p>}
    </form>
  )
}

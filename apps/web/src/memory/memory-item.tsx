import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure } from '../elements/notices.js'
import { Time } from '../elements/time.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { MemoryForm } from './memory-form.js'

export interface MemoryItemProps {
  readonly id: string
  readonly content: string
  readonly at: string
  /** Where it came from, or why it was found. */
  readonly why: string
}

export function MemoryItem({ id, content, at, why }: MemoryItemProps) {
  const { client } = useSena()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: keys.memories })
  const edit = useMutation({
    mutationFn: (changed: string) => client.memory.edit(id, changed),
    onSuccess: () => {
      setEditing(false)
      return refresh()
    },
  })
  const remove = useMutation({ mutationFn: () => client.memory.delete(id), onSuccess: refresh })
  const forget = () => {
    if (window.confirm('Forget this?')) remove.mutate()
  }
  const error = edit.error ?? remove.error

  return (
    <li className="memory">
      {editing ? (
        <MemoryForm
          label="Edit the memory"
          initial={content}
          action="Save"
          busy={edit.isPending}
          onSubmit={(changed) => edit.mutate(changed)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <p className="memory-content">{content}</p>
          <div className="memory-foot">
            <span className="fine">
              <Time at={at} /> · {why}
            </span>
            <span className="memory-actions">
              <button type="button" className="quiet" onClick={() => setEditing(true)}>
                Edit
              </button>
              <button type="button" className="quiet" onClick={forget} disabled={remove.isPending}>
                Forget
              </button>
            </span>
          </div>
        </>
      )}
      {error && <Failure error={error} />}
    </li>
  )
}

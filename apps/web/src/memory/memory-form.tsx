import { type FormEvent, useEffect, useId, useRef, useState } from 'react'

export interface MemoryFormProps {
  readonly label: string
  readonly initial: string
  readonly action: string
  readonly busy: boolean
  readonly onSubmit: (content: string) => void
  readonly onCancel: () => void
}

export function MemoryForm({ label, initial, action, busy, onSubmit, onCancel }: MemoryFormProps) {
  const [content, setContent] = useState(initial)
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  useEffect(() => area.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (content.trim() !== '') onSubmit(content.trim())
  }
  return (
    <form className="memory-form" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={area}
        rows={2}
        value={content}
        maxLength={20_000}
        onChange={(event) => setContent(event.target.value)}
      />
      <div>
        <button type="submit" className="primary" disabled={busy || content.trim() === ''}>
          {action}
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}

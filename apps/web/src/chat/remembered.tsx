import { useState } from 'react'
import { counted } from '../elements/sentence.js'
import type { TracedMemory } from './memories-of-trace.js'

export interface RememberedProps {
  readonly memories: readonly TracedMemory[]
  /** Whether the answer was given on this page; an older one's memories wait until a person asks. */
  readonly fresh: boolean
}

/** Whether there is room beside an answer, so that its notes may stand open. chat.css lays them there. */
const hasMargin = () => window.matchMedia('(min-width: 88rem)').matches

/** What Sena remembered for an answer, where it remembered something. */
export function Remembered({ memories, fresh }: RememberedProps) {
  const [open, setOpen] = useState(fresh && hasMargin())
  if (memories.length === 0) return null
  return (
    <details className="remembered" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Remembered {counted(memories.length, 'thing')}</summary>
      <ul>
        {memories.map(({ id, content, relevance_score }) => (
          <li key={id}>
            <span>{content}</span>
            <span className="fine">{Math.round(relevance_score * 100)} % relevant</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

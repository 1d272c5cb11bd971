import type { RetrievedMemory } from '@engawa/sena-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '../elements/sentence.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { memoriesOfTrace } from './memories-of-trace.js'

export interface RememberedProps {
  readonly turnId: string
  /** From the answer itself; an older answer's are read from its trace when a person asks. */
  readonly known: readonly RetrievedMemory[] | undefined
}

/** Whether there is room beside an answer, so that its notes may stand open. chat.css lays them there. */
const hasMargin = () => window.matchMedia('(min-width: 88rem)').matches

/** What Sena remembered for an answer. */
export function Remembered({ turnId, known }: RememberedProps) {
  const { client } = useSena()
  const [open, setOpen] = useState(known !== undefined && hasMargin())
  const trace = useQuery({
    queryKey: keys.trace(turnId),
    queryFn: ({ signal }) => client.traces.get(turnId, { signal }),
    enabled: open && known === undefined,
  })
  if (known?.length === 0) return null
  const memories = known ?? (trace.data && memoriesOfTrace(trace.data))
  return (
    <details className="remembered" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{known ? `Remembered ${counted(known.length, 'thing')}` : 'What was remembered'}</summary>
      {trace.isError && <p className="fine">The trace of this answer can not be read: {trace.error.message}</p>}
      {memories?.length === 0 && <p className="fine">Nothing was remembered for this answer.</p>}
      <ul>
        {memories?.map(({ id, content, relevance_score }) => (
          <li key={id}>
            <span>{content}</span>
            <span className="fine">{Math.round(relevance_score * 100)} % relevant</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

import { useRef } from 'react'
import { formatDuration } from '../elements/duration.js'
import { counted } from '../elements/sentence.js'
import { Time } from '../elements/time.js'
import { formatRoute } from '../routing/route.js'
import { Remembered } from './remembered.js'
import type { ChatEntry } from './turn.js'
import { useAnswerTrace } from './use-answer-trace.js'

/** Which model answered, how long it took, what was taken out, and what was remembered. */
export function AnswerFacts({ entry }: { readonly entry: ChatEntry }) {
  const { at, model, facts, turnId } = entry
  const place = useRef<HTMLElement>(null)
  const { secrets, memories } = useAnswerTrace(entry, place)
  return (
    <footer ref={place} className="entry-facts">
      <p className="entry-meta">
        <Time at={at} />
        {model !== undefined && <span>{model ?? 'without a model'}</span>}
        {facts && <span>{formatDuration(facts.processing_time * 1_000)}</span>}
        {facts && facts.extensions_used.length > 0 && <span>used {facts.extensions_used.join(', ')}</span>}
        {secrets > 0 && <span className="fact-guard">{counted(secrets, 'secret')} kept from the model</span>}
        {turnId !== undefined && <a href={formatRoute({ view: 'processing', id: turnId })}>how it was made</a>}
      </p>
      <Remembered memories={memories} fresh={facts !== undefined} />
    </footer>
  )
}

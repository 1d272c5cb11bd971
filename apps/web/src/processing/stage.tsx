import type { CSSProperties } from 'react'
import { formatDuration } from '../elements/duration.js'
import type { StageRow } from './stages.js'

const states: Readonly<Record<StageRow['state'], string>> = {
  waiting: 'to come',
  running: 'running',
  complete: 'done',
  skipped: 'skipped',
  failed: 'failed',
}

export function Stage({ row: { title, state, details, durationMs, share } }: { readonly row: StageRow }) {
  const began = state !== 'waiting' && state !== 'skipped'
  return (
    <li className={`stage stage-${state}`} data-state={state}>
      <span className="stage-mark" aria-hidden="true" />
      <div className="stage-body">
        <p className="stage-head">
          <span className="stage-title">{title}</span>
          <span className="stage-state">{states[state]}</span>
          {began && <span className="stage-time">{formatDuration(durationMs)}</span>}
        </p>
        {details !== '' && <p className="stage-details">{details}</p>}
        {began && <span className="stage-share" aria-hidden="true" style={{ '--share': share } as CSSProperties} />}
      </div>
    </li>
  )
}

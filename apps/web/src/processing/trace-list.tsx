import { formatDuration } from '../elements/duration.js'
import { Time } from '../elements/time.js'
import { formatRoute } from '../routing/route.js'
import type { ShownTurn } from './stages.js'
import { statusTitles } from './status-titles.js'

export interface TraceListProps {
  readonly turns: readonly ShownTurn[]
  readonly current: string | undefined
}

export function TraceList({ turns, current }: TraceListProps) {
  return (
    <nav className="page-side traces" aria-label="Turns">
      <h2>Turns</h2>
      <p className="fine">
        <a href={formatRoute({ view: 'processing' })}>Follow the newest</a>
      </p>
      <ul>
        {turns.map(({ turn_id, input, status, started_at, duration_ms }) => (
          <li key={turn_id}>
            <a
              href={formatRoute({ view: 'processing', id: turn_id })}
              aria-current={turn_id === current ? 'true' : undefined}
            >
              <span className="trace-input">{input || '…'}</span>
              <span className={`fine trace-status trace-${status}`}>
                {statusTitles[status]} · {formatDuration(duration_ms)}
                {started_at && (
                  <>
                    {' · '}
                    <Time at={started_at} />
                  </>
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

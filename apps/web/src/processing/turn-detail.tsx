import { formatDuration } from '../elements/duration.js'
import { formatRoute } from '../routing/route.js'
import { Stage } from './stage.js'
import { type ShownTurn, stageRows } from './stages.js'
import { statusTitles } from './status-titles.js'

export function TurnDetail({ turn, raw }: { readonly turn: ShownTurn; readonly raw: boolean }) {
  const rows = stageRows(turn.stages)
  const running = rows.find(({ state }) => state === 'running')
  return (
    <article className="turn" aria-label="The turn">
      <h2 className="turn-question">{turn.input || 'A turn that was already under way'}</h2>
      <dl className="facts">
        <div>
          <dt>State</dt>
          <dd>{statusTitles[turn.status]}</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>{turn.model_used ?? (turn.status === 'running' ? 'not yet known' : 'none')}</dd>
        </div>
        <div>
          <dt>Took</dt>
          <dd>{formatDuration(turn.duration_ms)}</dd>
        </div>
        <div>
          <dt>Conversation</dt>
          <dd>
            <a href={formatRoute({ view: 'chat', id: turn.session_id })}>open</a>
          </dd>
        </div>
      </dl>
      <p className="visually-hidden" role="status">
        {running ? `${running.title}: running` : statusTitles[turn.status]}
      </p>
      {raw ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className="json" tabIndex={0}>
          {JSON.stringify(turn, null, 2)}
        </pre>
      ) : (
        <ol className="stages">
          {rows.map((row) => (
            <Stage key={row.name} row={row} />
          ))}
        </ol>
      )}
    </article>
  )
}

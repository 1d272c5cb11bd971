import type { Health } from '@engawa/sena-client'
import { formatDuration } from '../elements/duration.js'
import { Prose } from '../elements/prose.js'

const states = { ok: 'fine', absent: 'not there', failed: 'failing' } as const

export function HealthList({ health }: { readonly health: Health }) {
  return (
    <section aria-labelledby="health-title">
      <h2 id="health-title">Now</h2>
      <p className="fine">
        Sena {health.version}, up for {formatDuration(health.uptime_seconds * 1_000)}
      </p>
      <ul className="health">
        {health.components.map(({ name, status, detail, hint }) => (
          <li key={name} className={`health-${status}`}>
            <span className="health-mark" aria-hidden="true" />
            <strong>{name}</strong>
            <span className="health-state">{states[status]}</span>
            <span className="fine">
              <Prose text={hint && status !== 'ok' ? `${detail}. ${hint}` : detail} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

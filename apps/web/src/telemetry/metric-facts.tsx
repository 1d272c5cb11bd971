import type { Metrics } from '@engawa/sena-client'
import { formatDuration } from '../elements/duration.js'

const seconds = (value: number | null) => (value === null ? 'none ran' : formatDuration(value * 1_000))
const rate = (value: number | null) => (value === null ? 'none ran' : `${(value * 100).toFixed(1)} %`)

export function MetricFacts({ metrics }: { readonly metrics: Metrics['metrics'] }) {
  const { response_times: times, turns, error_rate, extension_success_rate } = metrics
  const facts = [
    ['Turns', String(turns)],
    ['Turns that failed', rate(error_rate)],
    ['Extensions that worked', rate(extension_success_rate)],
    ['Fast model', seconds(times.fast_model)],
    ['Critical model', seconds(times.critical_model)],
    ['Code model', seconds(times.code_model)],
  ] as const
  return (
    <section aria-labelledby="metrics-title">
      <h2 id="metrics-title">Figures</h2>
      <dl className="facts facts-large">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Failure, Loading } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { ErrorTable } from './error-table.js'
import { HealthList } from './health-list.js'
import { MetricFacts } from './metric-facts.js'

const ranges = { '1h': 'hour', '24h': 'day', '7d': 'week', '30d': 'month' } as const

type Range = keyof typeof ranges

/** How Sena is, and how it has been. */
export function TelemetryView() {
  const { client } = useSena()
  const [range, setRange] = useState<Range>('24h')
  const rangeId = useId()
  const health = useQuery({
    queryKey: keys.health,
    queryFn: ({ signal }) => client.health({ signal }),
    refetchInterval: 15_000,
  })
  const past = useQuery({
    queryKey: keys.telemetry(range),
    queryFn: async ({ signal }) => ({
      ...(await client.telemetry.metrics(range, { signal })),
      ...(await client.telemetry.errors(range, { signal })),
    }),
    refetchInterval: 15_000,
  })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Telemetry</h1>
        <p>
          <label htmlFor={rangeId}>The last </label>
          <select id={rangeId} value={range} onChange={(event) => setRange(event.target.value as Range)}>
            {Object.entries(ranges).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </p>
      </div>
      {health.isError && !health.data && <Failure error={health.error} retry={() => void health.refetch()} />}
      {health.data && <HealthList health={health.data} />}
      {past.isLoading && <Loading what="the figures" />}
      {past.isError && !past.data && <Failure error={past.error} retry={() => void past.refetch()} />}
      {past.data && <MetricFacts metrics={past.data.metrics} />}
      {past.data && <ErrorTable errors={past.data.errors} />}
    </div>
  )
}

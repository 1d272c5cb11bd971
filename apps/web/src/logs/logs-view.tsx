import type { LogLevel } from '@engawa/sena-client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useLayoutEffect, useRef, useState } from 'react'
import { Empty, Failure } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useLive, useSena } from '../sena/sena-context.js'
import { LogLine } from './log-line.js'
import { shownLogs } from './shown-logs.js'

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical']

/** What Sena says of itself, as it says it. */
export function LogsView() {
  const { client } = useSena()
  const [level, setLevel] = useState<LogLevel>('debug')
  const [text, setText] = useState('')
  const [follow, setFollow] = useState(true)
  const live = useLive((state) => state.logs)
  const ids = { level: useId(), text: useId() }
  const stored = useQuery({
    queryKey: keys.logs,
    queryFn: ({ signal }) => client.debug.logs({ limit: 1_000 }, { signal }),
  })
  const logs = useDeferredValue(shownLogs(stored.data?.logs ?? [], live, { level, text }))
  const end = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (follow && end.current) end.current.scrollTop = end.current.scrollHeight
  }, [follow, logs])

  return (
    <div className="page page-logs">
      <div className="page-head">
        <h1>Logs</h1>
      </div>
      <div className="log-tools">
        <span className="field">
          <label htmlFor={ids.level}>Level</label>
          <select id={ids.level} value={level} onChange={(event) => setLevel(event.target.value as LogLevel)}>
            {levels.map((name) => (
              <option key={name} value={name}>
                {name} and graver
              </option>
            ))}
          </select>
        </span>
        <span className="field">
          <label htmlFor={ids.text}>Text</label>
          <input id={ids.text} type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </span>
        <label className="check">
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />
          Follow
        </label>
      </div>
      {stored.isError && !stored.data && <Failure error={stored.error} retry={() => void stored.refetch()} />}
      {stored.isSuccess && logs.length === 0 && <NoLines filtered={text.trim() !== '' || level !== 'debug'} />}
      {logs.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className="log" ref={end} role="log" aria-label="Log lines" aria-live="off" tabIndex={0}>
          {logs.map((record) => (
            <LogLine key={record.id} record={record} />
          ))}
        </div>
      )}
    </div>
  )
}

function NoLines({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <Empty title="No log line fits">Choose a lower level, or clear the text.</Empty>
  ) : (
    <Empty title="Nothing has been logged yet">Warnings and errors of Sena appear here as they happen.</Empty>
  )
}

import type { LogRecord } from '@engawa/sena-client'
import { memo } from 'react'

export const LogLine = memo(function LogLine({ record }: { readonly record: LogRecord }) {
  const { timestamp, level, module, message, context } = record
  const hasContext = Object.keys(context).length > 0
  return (
    <div className={`log-line log-${level}`}>
      <time dateTime={timestamp}>{timestamp.slice(11, 23)}</time>
      <span className="log-level">{level}</span>
      <span className="log-module">{module}</span>
      <span className="log-message">
        {message}
        {hasContext && <span className="log-context"> {JSON.stringify(context)}</span>}
      </span>
    </div>
  )
})

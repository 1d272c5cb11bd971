import { refused } from './errors.js'

const minute = 60_000
const units: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
}

/**
 * The moment that `--since` names, in milliseconds: `30m`, `2h`, `3d`, `1w`, `today`, `yesterday` (local midnight), or
 * an ISO 8601 date or time. A date alone means local midnight.
 *
 * @throws UserError for anything else
 */
export function sinceTime(text: string, now: number): number {
  const span = /^(\d{1,6})([mhdw])$/.exec(text)
  if (span) return now - Number(span[1]) * (units[span[2] ?? ''] ?? 0)
  if (text === 'today' || text === 'yesterday') return midnight(now, text === 'today' ? 0 : 1)
  if (/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(text)) {
    const time = Date.parse(text.length === 10 ? `${text}T00:00` : text)
    if (!Number.isNaN(time)) return time
  }
  throw refused(
    'since/invalid',
    `${JSON.stringify(text)} is not a time`,
    'Use 30m, 2h, 3d, 1w, today, yesterday, or a date such as 2026-01-31.',
  )
}

function midnight(now: number, daysBack: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBack).getTime()
}

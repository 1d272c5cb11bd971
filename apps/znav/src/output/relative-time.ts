const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** `just now`, `5 minutes ago`, `yesterday`, `3 weeks ago`. A time ahead of the clock is `just now`. */
export function relativeTime(timestamp: string, now: number): string {
  const age = now - Date.parse(timestamp)
  if (age < minute) return 'just now'
  if (age < hour) return ago(age / minute, 'minute')
  if (age < day) return ago(age / hour, 'hour')
  if (age < 2 * day) return 'yesterday'
  if (age < 14 * day) return ago(age / day, 'day')
  if (age < 60 * day) return ago(age / (7 * day), 'week')
  return ago(age / (30 * day), 'month')
}

function ago(count: number, unit: string): string {
  const whole = Math.floor(count)
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * "just now", "5 minutes ago", "yesterday", "3 weeks ago", "in 2 hours". In plain English without `Intl`, whose first
 * use costs 13 ms.
 *
 * @param at milliseconds since the epoch, or an ISO time
 */
export function relativeTime(at: number | string, now: number): string {
  const time = typeof at === 'number' ? at : Date.parse(at)
  if (Number.isNaN(time)) return 'at an unknown time'
  const past = now - time
  // Clocks of two machines differ: a few seconds in the future is now.
  if (past > -10_000 && past < 45_000) return 'just now'
  const amount = spoken(Math.abs(past))
  if (amount === '1 day') return past > 0 ? 'yesterday' : 'tomorrow'
  return past > 0 ? `${amount} ago` : `in ${amount}`
}

function spoken(span: number): string {
  if (span < 45_000) return plural(Math.round(span / 1_000), 'second')
  if (span < hour - minute / 2) return plural(Math.max(1, Math.round(span / minute)), 'minute')
  if (span < day - hour / 2) return plural(Math.round(span / hour), 'hour')
  if (span < 7 * day - day / 2) return plural(Math.round(span / day), 'day')
  if (span < 30 * day) return plural(Math.round(span / (7 * day)), 'week')
  if (span < 365 * day - 15 * day) return plural(Math.max(1, Math.round(span / (30.44 * day))), 'month')
  return plural(Math.max(1, Math.round(span / (365.25 * day))), 'year')
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

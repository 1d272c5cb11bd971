import type { IntentEntry } from '../domain/intent.js'

/** How far a goal is, as entries told it. */
export interface Progress {
  /** 0 to 100; absent while no entry told a figure. */
  readonly percent?: number
  /** The words of that figure. */
  readonly toldBy?: string
  /** When the rate so far would reach the goal, milliseconds. Absent without a rate. */
  readonly expectedAt?: number
}

/**
 * An estimate from what entries said of the goal since it was set: `60%`, `3 of 5 routes done`, `3/5`, `2 of 5 left`.
 * Other words count as told, and give no figure: nothing is guessed.
 */
export function progressOf(entries: readonly IntentEntry[], goalSetAt: number): Progress {
  const told = entries.flatMap(({ goalDelta, timestamp }) => {
    const percent = goalDelta === undefined ? undefined : percentIn(goalDelta)
    const at = Date.parse(timestamp)
    return percent === undefined || goalDelta === undefined || at < goalSetAt ? [] : [{ percent, goalDelta, at }]
  })
  const [newest] = told
  if (newest === undefined) return {}
  const { percent, goalDelta: toldBy, at } = newest
  // From nothing at the moment when the goal was set.
  const rate = percent / (at - goalSetAt)
  const rates = percent > 0 && percent < 100 && at > goalSetAt
  return { percent, toldBy, ...(rates ? { expectedAt: Math.round(at + (100 - percent) / rate) } : {}) }
}

function percentIn(text: string): number | undefined {
  const share = /(\d{1,3}(?:\.\d{1,2})?)\s?%/.exec(text)
  if (share) return within(Number(share[1]), text)
  const parts = /(\d{1,6})\s?(?:of|\/|out of)\s?(\d{1,6})/i.exec(text)
  if (parts === null || Number(parts[2]) === 0) return undefined
  return within((100 * Number(parts[1])) / Number(parts[2]), text)
}

function within(percent: number, text: string): number | undefined {
  if (percent > 100) return undefined
  const remaining = /\b(left|remaining|to go|open)\b/i.test(text)
  return Math.round((remaining ? 100 - percent : percent) * 10) / 10
}

import type { PaneHistory } from '../agents/trusted-histories.js'
import type { IntentEntry } from '../domain/intent.js'

/** What repeats in the work. */
export interface Patterns {
  readonly panes: number
  readonly entries: number
  /** Entries by local hour, 0 to 23. */
  readonly byHour: readonly number[]
  /** By local weekday, Sunday first. */
  readonly byWeekday: readonly number[]
  readonly switches: {
    readonly count: number
    /** For each day on which something was logged. */
    readonly perDay: number
    /** Panes between which was switched most. */
    readonly pairs: readonly { readonly panes: readonly string[]; readonly count: number }[]
  }
  /** Panes that log on and on without a milestone, the longest first. */
  readonly stuck: readonly {
    readonly paneName: string
    readonly entriesSinceMilestone: number
    readonly since: string
  }[]
  /** Files that come up again and again. */
  readonly artifacts: readonly { readonly path: string; readonly entries: number; readonly panes: readonly string[] }[]
}

const shown = 5
/** So many entries after the last milestone look like being stuck. */
const stuckAfter = 5

/** Counted from entries alone; no model is asked. */
export function patternsOf(histories: readonly PaneHistory[]): Patterns {
  const entries = histories
    .flatMap((history) => history.entries)
    .toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
  const dates = entries.map(({ timestamp }) => new Date(timestamp))
  return {
    panes: histories.filter((history) => history.entries.length > 0).length,
    entries: entries.length,
    byHour: tally(
      24,
      dates.map((date) => date.getHours()),
    ),
    byWeekday: tally(
      7,
      dates.map((date) => date.getDay()),
    ),
    switches: switchesOf(entries, new Set(dates.map((date) => date.toDateString())).size),
    stuck: histories.flatMap(stuck).toSorted((a, b) => b.entriesSinceMilestone - a.entriesSinceMilestone),
    artifacts: recurring(entries),
  }
}

function tally(size: number, values: readonly number[]): readonly number[] {
  const counts = Array.from({ length: size }, () => 0)
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

function switchesOf(entries: readonly IntentEntry[], days: number): Patterns['switches'] {
  const pairs = new Map<string, number>()
  let count = 0
  for (const [index, { paneName }] of entries.entries()) {
    const before = entries[index - 1]?.paneName
    if (before === undefined || before === paneName) continue
    count += 1
    // Names hold no space.
    const pair = [before, paneName].toSorted().join(' ')
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return {
    count,
    perDay: days === 0 ? 0 : Math.round((10 * count) / days) / 10,
    pairs: [...pairs]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, shown)
      .map(([pair, count]) => ({ panes: pair.split(' '), count })),
  }
}

function stuck({ pane, entries }: PaneHistory): Patterns['stuck'] {
  const milestone = entries.findIndex(({ type }) => type === 'milestone')
  const since = milestone === -1 ? entries : entries.slice(0, milestone)
  const oldest = since.at(-1)
  if (oldest === undefined || since.length < stuckAfter) return []
  return [{ paneName: pane.name, entriesSinceMilestone: since.length, since: oldest.timestamp }]
}

function recurring(entries: readonly IntentEntry[]): Patterns['artifacts'] {
  const found = new Map<string, { entries: number; panes: Set<string> }>()
  for (const { artifacts, paneName } of entries) {
    for (const path of new Set(artifacts)) {
      const seen = found.get(path) ?? { entries: 0, panes: new Set() }
      found.set(path, { entries: seen.entries + 1, panes: seen.panes.add(paneName) })
    }
  }
  return [...found]
    .filter(([, seen]) => seen.entries > 1)
    .toSorted(([, a], [, b]) => b.entries - a.entries)
    .slice(0, shown)
    .map(([path, seen]) => ({ path, entries: seen.entries, panes: [...seen.panes].toSorted() }))
}

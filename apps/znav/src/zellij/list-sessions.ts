import type { SessionListing } from './live-session.js'

const unitMs: readonly (readonly [unit: RegExp, ms: number])[] = [
  [/^y/, 365.25 * 86_400_000],
  [/^mo/, 30.44 * 86_400_000],
  [/^w/, 7 * 86_400_000],
  [/^d/, 86_400_000],
  [/^h/, 3_600_000],
  [/^m/, 60_000],
  [/^s/, 1_000],
]

/** Reads `zellij list-sessions --no-formatting`: `name [Created 2h 3m 4s ago] (current)`. */
export function parseSessions(output: string, now: number): SessionListing[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // The last bracket is Zellij's; a session's name may hold others.
      const found = /^(.*) \[Created (.*?) ago\]([^[\]]*)$/.exec(line)
      if (!found) return { name: line.trim(), exited: false }
      const [, name = '', age = '', state = ''] = found
      return { name, startedAt: now - ageMs(age), exited: state.includes('EXITED') }
    })
}

function ageMs(age: string): number {
  let total = 0
  for (const [, count, unit = ''] of age.matchAll(/(\d+) ?([a-z]+)/g)) {
    total += Number(count) * (unitMs.find(([pattern]) => pattern.test(unit))?.[1] ?? 0)
  }
  return total
}

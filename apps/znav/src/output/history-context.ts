import { relativeTime } from '@engawa/cli-kit'
import type { IntentEntry } from '../domain/intent.js'
import { plain } from './plain.js'

/** History for a model's prompt: what was done, where it stands, and what to do next. */
export function historyContext(paneName: string, entries: readonly IntentEntry[], now: number): string {
  const [newest] = entries
  if (newest === undefined) return `No previous work on ${paneName} is recorded.\n`
  const standing = entries.find((entry) => entry.type !== 'exploration') ?? newest
  const artifacts = [...new Set(entries.flatMap((entry) => entry.artifacts))].map(plain)
  return [
    `Previous work on ${paneName}:`,
    ...entries.map((entry) => `- ${plain(entry.summary)} (${relativeTime(entry.timestamp, now)})`),
    '',
    `Last ${standing.type}: "${plain(standing.summary)}"`,
    ...(artifacts.length === 0 ? [] : [`Artifacts: ${artifacts.join(', ')}`]),
    '',
    `Suggested next step: ${nextStep(newest)}`,
    '',
  ].join('\n')
}

/** Derived from the newest entry alone, by its kind: no model is asked, so the same history suggests the same. */
export function nextStep(newest: IntentEntry): string {
  const summary = plain(newest.summary).replace(/[.!\s]+$/, '')
  if (newest.goalDelta) return `Close what is left of the goal: ${plain(newest.goalDelta)}`
  if (newest.type === 'milestone') return `Build on "${summary}" with the next part of the work`
  if (newest.type === 'exploration') return `Decide what follows from "${summary}", and log it as a checkpoint`
  const [artifact] = newest.artifacts
  return artifact === undefined ? `Continue from "${summary}"` : `Continue from "${summary}" in ${plain(artifact)}`
}

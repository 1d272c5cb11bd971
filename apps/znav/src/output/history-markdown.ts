import type { IntentEntry } from '../domain/intent.js'
import { code, escapeMarkdown } from './markdown.js'

/** History as a document: a section for each day in UTC, newest first. */
export function historyMarkdown(paneName: string, entries: readonly IntentEntry[]): string {
  const days = groupByDay(entries)
  const sections = [...days].map(([day, ofDay]) => `## ${day}\n\n${ofDay.map(item).join('\n')}\n`)
  const body = sections.length === 0 ? 'No entries.\n' : sections.join('\n')
  return `# Intent history: ${paneName}\n\n${body}`
}

const dayOf = (entry: IntentEntry) => entry.timestamp.slice(0, 10)

function groupByDay(entries: readonly IntentEntry[]): Map<string, IntentEntry[]> {
  const days = new Map<string, IntentEntry[]>()
  for (const entry of entries) days.set(dayOf(entry), [...(days.get(dayOf(entry)) ?? []), entry])
  return days
}

function item(entry: IntentEntry): string {
  const artifacts = entry.artifacts.map((path) => `\n  - ${code(path)}`).join('')
  return `- **${entry.type}** ${entry.timestamp.slice(11, 16)} UTC: ${escapeMarkdown(entry.summary)}${artifacts}`
}

import type { IntentEntry } from '../domain/intent.js'
import { plain } from './plain.js'

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
  return `- **${entry.type}** ${entry.timestamp.slice(11, 16)}: ${escapeMarkdown(plain(entry.summary))}${artifacts}`
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&')
}

/** A fence longer than any run of backticks inside. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${plain(text)}${fence}` : `${fence} ${plain(text)} ${fence}`
}

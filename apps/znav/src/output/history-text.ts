import { relativeTime } from '@engawa/cli-kit'
import type { IntentEntry } from '../domain/intent.js'
import { plain } from './plain.js'

const rule = '─'.repeat(35)

/** History for people: newest first, one paragraph for each entry. */
export function historyText(paneName: string, entries: readonly IntentEntry[], now: number): string {
  const paragraphs = entries.map((entry) => {
    const artifacts = entry.artifacts.length === 0 ? '' : `\n  Artifacts: ${entry.artifacts.map(plain).join(', ')}`
    const source = entry.source === 'manual' ? '' : ` (${entry.source})`
    return `[${entry.type}] ${relativeTime(entry.timestamp, now)}${source}\n  ${plain(entry.summary)}${artifacts}\n`
  })
  const body = paragraphs.length === 0 ? 'No entries.\n' : paragraphs.join('\n')
  return `Intent History: ${paneName}\n${rule}\n${body}${rule}\n`
}

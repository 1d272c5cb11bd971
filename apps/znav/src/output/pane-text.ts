import { relativeTime } from '@engawa/cli-kit'
import type { IntentEntry } from '../domain/intent.js'
import { type PaneRecord, unknownPlace } from '../domain/pane.js'
import { plain } from './plain.js'

export interface PaneInfo {
  readonly pane: PaneRecord
  /** Newest first. */
  readonly entries: readonly IntentEntry[]
  readonly artifacts: Readonly<Record<string, string>>
}

const column = 14

/** Everything known of one pane, a line for each fact. */
export function paneText({ pane, entries, artifacts }: PaneInfo, now: number): string {
  const lines: (readonly [label: string, value: string | undefined])[] = [
    ...(pane.session === unknownPlace
      ? [['Place', 'outside Zellij'] as const]
      : [
          ['Session', pane.session] as const,
          ['Tab', pane.tab === unknownPlace ? 'not known' : pane.tab] as const,
          ['Position', String(pane.position)] as const,
          ['Status', pane.status] as const,
        ]),
    ['Created', relativeTime(pane.createdAt, now)],
    ['Last seen', pane.seenAt === undefined ? undefined : relativeTime(pane.seenAt, now)],
    ['Last intent', pane.lastIntent === undefined ? 'none yet' : lastIntent(pane, now)],
    ['Entries', String(entries.length)],
    ...Object.entries(pane.meta).map(([key, value]) => [key, value] as const),
    ...Object.entries(artifacts).map(
      ([path, time], at) => [at === 0 ? 'Artifacts' : '', `${path} (${relativeTime(time, now)})`] as const,
    ),
  ]
  const body = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [`${label === '' ? '' : `${plain(label)}:`}`.padEnd(column) + plain(value)],
  )
  return `Pane: ${pane.name}\n${body.map((line) => `  ${line}\n`).join('')}`
}

/** `"Fixed the token refresh" (2 hours ago)` */
export function lastIntent(pane: PaneRecord, now: number): string {
  const age = pane.lastIntentAt === undefined ? '' : ` (${relativeTime(pane.lastIntentAt, now)})`
  return `"${plain(pane.lastIntent ?? '')}"${age}`
}

/** What a prompt needs to know of a pane before its history. */
export function paneContext({ pane, artifacts }: PaneInfo, now: number): string {
  const files = Object.keys(artifacts).map(plain)
  const place =
    pane.session === unknownPlace
      ? 'outside Zellij'
      : `in tab ${plain(pane.tab)} of session ${plain(pane.session)}, ${pane.status}`
  return [
    `Pane ${pane.name} ${place}.`,
    pane.lastIntent === undefined ? 'Nothing is logged yet.' : `Last intent: ${lastIntent(pane, now)}`,
    ...(files.length === 0 ? [] : [`Artifacts: ${files.join(', ')}`]),
    '',
  ].join('\n')
}

import { entryFromWire } from '../domain/entry-wire.js'
import { unknownPlace } from '../domain/pane.js'
import type { MergeOutcome, StoredPane } from './stored-pane.js'

/** What a store keeps: so many entries of a pane, and none from before a moment (ISO 8601). */
export interface Kept {
  readonly depth: number
  readonly notBefore: string
}

export interface Merged extends MergeOutcome {
  readonly pane: StoredPane
}

/**
 * Lay what another store knows of a pane beside what is known here. What is known here stays; gaps are filled. Doing it
 * again changes nothing.
 */
export function mergeStored(known: StoredPane | undefined, incoming: StoredPane, kept: Kept): Merged {
  const before: StoredPane = known ?? { name: incoming.name, fields: {}, history: [], artifacts: {} }
  const history = mergedHistory(before, incoming, kept)
  const held = new Set(history.map(identityOf))
  const had = new Set(before.history.map(identityOf))
  const arriving = [...new Set(incoming.history.map(identityOf))].filter((entry) => !had.has(entry))
  const entriesAdded = arriving.filter((entry) => held.has(entry)).length
  const artifacts = laterOf(before.artifacts, incoming.artifacts)
  const pane = { name: incoming.name, fields: mergedFields(before.fields, incoming.fields), history, artifacts }
  return {
    pane,
    changed: entriesAdded > 0 || !sameRecord(before.fields, pane.fields) || !sameRecord(before.artifacts, artifacts),
    entriesAdded,
    artifactsAdded: Object.keys(artifacts).filter((path) => before.artifacts[path] === undefined).length,
    entriesLeftOut: arriving.length - entriesAdded,
  }
}

/** The same entry in two stores: by its id, or by every letter of it where it has none. */
export function identityOf(stored: string): string {
  const [, id] = /"id"\s*:\s*"([^"\\]+)"/.exec(stored) ?? []
  return id === undefined ? stored : `id ${id}`
}

/** Newest first. Each of the two keeps its own order, whatever clocks said. */
function mergedHistory(known: StoredPane, incoming: StoredPane, { depth, notBefore }: Kept): readonly string[] {
  const timeOf = (stored: string) => entryFromWire(stored, incoming.name)?.timestamp
  const had = new Set(known.history.map(identityOf))
  const arriving = incoming.history.filter((entry) => {
    const time = timeOf(entry)
    return time !== undefined && time >= notBefore && !had.has(identityOf(entry))
  })
  const merged: string[] = []
  const left = [...known.history]
  for (const entry of arriving) {
    const time = timeOf(entry) ?? ''
    while (left[0] !== undefined && (timeOf(left[0]) ?? '~') >= time) merged.push(left.shift() ?? '')
    merged.push(entry)
  }
  return [...merged, ...left].slice(0, Math.max(depth, known.history.length))
}

function mergedFields(known: StoredPane['fields'], incoming: StoredPane['fields']): Record<string, string> {
  const isGap = (value: string | undefined) => value === undefined || value === '' || value === unknownPlace
  const filled = Object.entries(incoming).filter(([field]) => isGap(known[field]))
  const newer = (incoming.last_intent_at ?? '') > (known.last_intent_at ?? '')
  const intent = newer && incoming.last_intent ? (['last_intent', 'last_intent_at'] as const) : []
  const older = incoming.created_at !== undefined && incoming.created_at < (known.created_at ?? '')
  return {
    ...known,
    ...Object.fromEntries(filled),
    ...Object.fromEntries(intent.map((field) => [field, incoming[field] ?? ''])),
    ...(older ? { created_at: incoming.created_at ?? '' } : {}),
  }
}

const laterOf = (known: StoredPane['artifacts'], incoming: StoredPane['artifacts']): Record<string, string> => ({
  ...known,
  ...Object.fromEntries(Object.entries(incoming).filter(([path, modified]) => modified > (known[path] ?? ''))),
})

function sameRecord(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(b)
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key])
}

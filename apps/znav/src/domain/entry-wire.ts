import type { JsonObject } from '@engawa/core'
import { type EntrySource, type EntryType, entrySources, entryTypes, type IntentEntry } from './intent.js'

/** An entry as others read it: in Redis, in JSON answers, in events. */
export function entryToWire(entry: IntentEntry): JsonObject {
  return {
    id: entry.id,
    pane_name: entry.paneName,
    timestamp: entry.timestamp,
    summary: entry.summary,
    entry_type: entry.type,
    artifacts: entry.artifacts,
    source: entry.source,
    ...(entry.commandsRun === undefined ? {} : { commands_run: entry.commandsRun }),
    ...(entry.goalDelta === undefined ? {} : { goal_delta: entry.goalDelta }),
    ...(entry.signature === undefined ? {} : { signature: entry.signature }),
  }
}

/**
 * Read an entry that anyone may have written. Lenient with what is missing, because other tools share the keyspace;
 * nothing comes back when there is no telling what was done and when.
 */
export function entryFromWire(text: string, paneName: string): IntentEntry | undefined {
  const raw = parseObject(text)
  const time = typeof raw?.timestamp === 'string' ? Date.parse(raw.timestamp) : Number.NaN
  if (raw === undefined || typeof raw.summary !== 'string' || Number.isNaN(time)) return undefined
  return {
    id: typeof raw.id === 'string' ? raw.id : `${paneName}-${time}`,
    paneName,
    timestamp: new Date(time).toISOString(),
    summary: raw.summary,
    type: oneOf<EntryType>(entryTypes, raw.entry_type, 'checkpoint'),
    artifacts: Array.isArray(raw.artifacts) ? raw.artifacts.filter((item) => typeof item === 'string') : [],
    source: oneOf<EntrySource>(entrySources, raw.source, 'manual'),
    ...(typeof raw.commands_run === 'number' ? { commandsRun: raw.commands_run } : {}),
    ...(typeof raw.goal_delta === 'string' ? { goalDelta: raw.goal_delta } : {}),
    ...(typeof raw.signature === 'string' ? { signature: raw.signature } : {}),
  }
}

/** A stored entry changed and written again. What can't be understood stays as it is. */
export function rewritten(stored: string, paneName: string, change: (entry: IntentEntry) => IntentEntry): string {
  const entry = entryFromWire(stored, paneName)
  return entry === undefined ? stored : JSON.stringify(entryToWire(change(entry)))
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.find((item) => item === value) ?? otherwise
}

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { ConfigError } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { IntentEntry } from '../domain/intent.js'
import type { PaneRecord } from '../domain/pane.js'
import { newPaneRecord } from '../domain/zellij-place.js'
import type { LogOutcome } from '../state/intent-state.js'
import { announceSessionsOf, deliverLater } from './announce.js'
import type { Perth } from './perth.js'

/** @throws ConfigError while nothing is to be tracked */
export function requireTracking({ config }: Perth): void {
  if (config.intent_tracking.enabled) return
  throw new ConfigError('intent tracking is switched off', {
    code: 'config/tracking-off',
    hint: 'Switch it on: znav config set intent_tracking.enabled true',
  })
}

export interface NewEntry {
  /** Secrets are taken out. */
  readonly entry: IntentEntry
  /** Its artifacts, and where those files are that are elsewhere than the artifact says. */
  readonly files: ReadonlyMap<string, string>
  readonly cwd: string
  readonly filter: SecretFilter
}

/** Store an entry, announce it if it is a milestone, and start the delivery. */
export async function storeEntry(
  { entry, files, cwd, filter }: NewEntry,
  perth: Perth,
  context: CommandContext,
): Promise<LogOutcome> {
  const signed = entry.source === 'agent' ? await signedByAgent(entry, perth) : entry
  const events = await eventsOf(signed, perth, filter)
  const newPane = newPaneRecord(entry.paneName, context.env, entry.timestamp)
  const sessions = await announceSession(newPane, perth, context, filter)
  const outcome = await perth.state.log({
    entry: signed,
    newPane,
    artifacts: modificationTimes(files, entry, cwd),
    events,
  })
  await deliverLater(perth, events.length + sessions > 0, context)
  return outcome
}

/** A pane that is logged from inside Zellij before it was opened through Perth can be the first of its session. */
async function announceSession(newPane: PaneRecord, perth: Perth, context: CommandContext, filter: SecretFilter) {
  if (perth.config.bloodbank_url === '' || newPane.status !== 'active') return 0
  const before = await perth.state.panes()
  if (before.some(({ name }) => name === newPane.name)) return 0
  return announceSessionsOf(before, [...before, newPane], perth, context, filter)
}

/** Only agents' entries are signed, so only they pay for it. */
async function signedByAgent(entry: IntentEntry, { directories }: Perth): Promise<IntentEntry> {
  const { signEntry } = await import('../agents/signature.js')
  const { agentKey } = await import('../agents/agent-key.js')
  return signEntry(entry, await agentKey(directories))
}

/**
 * Files that are there tell when they were changed; those that aren't were touched by this work, whatever became of them.
 *
 * @param files the paths as they were written: where the files are. They are stored as the entry has them, filtered.
 */
function modificationTimes(files: NewEntry['files'], entry: IntentEntry, cwd: string): Record<string, string> {
  return Object.fromEntries(
    entry.artifacts.map((stored) => {
      const file = resolve(cwd, files.get(stored) ?? stored)
      return [stored, statSync(file, { throwIfNoEntry: false })?.mtime.toISOString() ?? entry.timestamp]
    }),
  )
}

/** A milestone is announced where there is a broker to announce it to. */
async function eventsOf(entry: IntentEntry, perth: Perth, filter: SecretFilter) {
  if (entry.type !== 'milestone' || perth.config.bloodbank_url === '') return []
  const { milestoneEvent } = await import('../events/milestone-event.js')
  return [filter.redact<EventEnvelope>(await milestoneEvent(entry, perth.clock))]
}

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { ConfigError } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { IntentEntry } from '../domain/intent.js'
import { newPaneRecord } from '../domain/zellij-place.js'
import { plain } from '../output/plain.js'
import type { LogOutcome } from '../state/intent-state.js'
import { type Perth, warn } from './perth.js'

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
  /** Its artifacts as they were written: where the files are. */
  readonly given: readonly string[]
  readonly cwd: string
  readonly filter: SecretFilter
}

/** Store an entry, announce it if it is a milestone, and start the delivery. */
export async function storeEntry(
  { entry, given, cwd, filter }: NewEntry,
  perth: Perth,
  context: CommandContext,
): Promise<LogOutcome> {
  const signed = entry.source === 'agent' ? await signedByAgent(entry, perth) : entry
  const events = await eventsOf(signed, perth, filter)
  const outcome = await perth.state.log({
    entry: signed,
    newPane: newPaneRecord(entry.paneName, context.env, entry.timestamp),
    artifacts: modificationTimes(given, entry, cwd),
    events,
  })
  await deliverLater(perth, events.length > 0, context)
  return outcome
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
 * @param given the paths as they were written: where the files are. They are stored as the entry has them, filtered.
 */
function modificationTimes(given: readonly string[], entry: IntentEntry, cwd: string): Record<string, string> {
  return Object.fromEntries(
    entry.artifacts.map((stored, index) => {
      const file = resolve(cwd, given[index] ?? stored)
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

/**
 * Also events that were left behind while the broker was away get another try with each log. The entry is stored by then:
 * a failure here is told, and is not one of the command.
 */
async function deliverLater({ config, state }: Perth, added: boolean, context: CommandContext): Promise<void> {
  if (config.bloodbank_url === '') return
  try {
    if (!added && (await state.outbox.status()).pending === 0) return
    const { startRelay } = await import('../events/start-relay.js')
    startRelay(context.env)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    context.log.warn('delivery could not be started', { reason })
    warn(context, `the entry is stored, but events could not be sent on: ${plain(reason)} See znav events status.`)
  }
}

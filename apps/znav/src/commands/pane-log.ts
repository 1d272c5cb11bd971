import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { ConfigError, countFindings } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import { artifactPaths } from '../domain/artifacts.js'
import { entryToWire } from '../domain/entry-wire.js'
import type { EntrySource, EntryType, IntentEntry } from '../domain/intent.js'
import { paneName } from '../domain/pane-name.js'
import { summaryText } from '../domain/summary.js'
import { newPaneRecord } from '../domain/zellij-place.js'
import { plain } from '../output/plain.js'
import { entryId } from './entry-id.js'
import { listOption, textOption, wordOf } from './input.js'
import { type Perth, warn, withPerth } from './perth.js'
import { filterOf, tellRedactions } from './secret-filtering.js'

/** Nothing that long is a summary; it is refused before the filter reads all of it. */
const maxInputLength = 100_000

/** `znav pane log NAME "what was done"`: append an entry to the pane's history. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  const text = await givenText(context, wordOf(input, 'summary'))
  const artifacts = artifactPaths(listOption(input, 'artifacts'))

  return withPerth(context, async (perth) => {
    requireTracking(perth)
    const filter = await filterOf(perth.config, context)
    const given = { summary: text, artifacts }
    const safe = perth.config.privacy.filter_secrets ? filter.redact(given) : { value: given, findings: [] }
    const entry: IntentEntry = {
      id: entryId(),
      paneName: name,
      timestamp: new Date(perth.clock.now()).toISOString(),
      summary: summaryText(safe.value.summary),
      type: (textOption(input, 'type') ?? 'checkpoint') as EntryType,
      artifacts: safe.value.artifacts,
      source: (textOption(input, 'source') ?? 'manual') as EntrySource,
    }
    tellRedactions(context, safe.findings)
    const events = await eventsOf(entry, perth, filter)
    const { registered } = await perth.state.log({
      entry,
      newPane: newPaneRecord(name, context.env, entry.timestamp),
      artifacts: modificationTimes(artifacts, entry, context.cwd),
      events,
    })
    await deliverLater(perth, events.length > 0, context)
    return {
      data: { entry: entryToWire(entry), registered, redacted: countFindings(safe.findings) },
      lasting: true,
      text: `Logged ${entry.type} for ${name}${registered ? ', a new pane' : ''}.`,
    }
  })
}

async function givenText(context: CommandContext, summary: string | undefined): Promise<string> {
  const fromStdin = summary === '-' || (summary === undefined && !context.stdin.isTty)
  const text = fromStdin ? await context.stdin.readText() : (summary ?? '')
  // Refused here for its emptiness, so that a bad summary costs no look at the state.
  if (text.length > maxInputLength || text.trim() === '') summaryText(text)
  return text
}

function requireTracking({ config }: Perth): void {
  if (config.intent_tracking.enabled) return
  throw new ConfigError('intent tracking is switched off', {
    code: 'config/tracking-off',
    hint: 'Switch it on: znav config set intent_tracking.enabled true',
  })
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

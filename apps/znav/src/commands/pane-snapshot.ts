import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { EngawaError, isEngawaError } from '@engawa/core'
import { artifactPaths } from '../domain/artifacts.js'
import { entryToWire } from '../domain/entry-wire.js'
import { perthExitCodes } from '../domain/errors.js'
import type { EntryType, IntentEntry } from '../domain/intent.js'
import { paneName } from '../domain/pane-name.js'
import { summaryText } from '../domain/summary.js'
import { plain } from '../output/plain.js'
import { type PreparedSummary, prepareSummary, type SummaryAnswer } from '../summaries/make-summary.js'
import { entryId } from './entry-id.js'
import { textOption, wordOf } from './input.js'
import { type Perth, warn, withPerth } from './perth.js'
import { filterOf } from './secret-filtering.js'
import { requireTracking, storeEntry } from './store-entry.js'

/** `znav pane snapshot NAME`: let a model sum up what was done, and log it. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  const type = (textOption(input, 'type') ?? 'checkpoint') as EntryType
  return withPerth(context, async (perth) => {
    requireTracking(perth)
    tellOfUnreadConsent(perth, context)
    try {
      const prepared = await prepareSummary(name, perth, context)
      if (input.options.showPayload === true) return payloadResult(prepared)
      const answer = await prepared.ask()
      const entry = await logSummary(name, type, prepared, answer, perth, context)
      return {
        data: {
          entry: entryToWire(entry),
          provider: answer.provider,
          model: answer.model,
          cached: answer.cached,
          redacted: prepared.redacted,
        },
        lasting: true,
        text: `Logged ${type} for ${name}, by ${answer.provider} (${plain(answer.model)})${answer.cached ? ', as a moment ago' : ''}:\n  ${plain(entry.summary)}`,
      }
    } catch (error) {
      throw withFallback(error, name)
    }
  })
}

/** Store a model's summary as an entry of the pane. */
export async function logSummary(
  name: string,
  type: EntryType,
  prepared: PreparedSummary,
  { summary }: Pick<SummaryAnswer, 'summary'>,
  perth: Perth,
  context: CommandContext,
): Promise<IntentEntry> {
  const artifacts = artifactPaths(prepared.files.filter((path) => !/\p{Cc}/u.test(path)))
  const entry: IntentEntry = {
    id: entryId(),
    paneName: name,
    timestamp: new Date(perth.clock.now()).toISOString(),
    summary: summaryText(summary),
    type,
    artifacts,
    source: 'automated',
    commandsRun: prepared.commandsRun,
  }
  const filter = await filterOf(perth.config, context)
  await storeEntry({ entry, files: new Map(), cwd: prepared.cwd, filter }, perth, context)
  return entry
}

/** Perth's documented switches for consent say neither to whom nor where to: they open no door. */
function tellOfUnreadConsent({ config: { privacy } }: Perth, context: CommandContext): void {
  if (privacy.require_consent && !privacy.consent_given) return
  warn(
    context,
    'privacy.require_consent and consent_given change nothing: consent is given by znav config consent --grant',
  )
}

async function payloadResult(prepared: PreparedSummary): Promise<CommandResult> {
  const payload = await prepared.payload()
  const { method, url, headers, body } = payload
  const lines = Object.entries(headers as Record<string, string>).map(([header, value]) => `${header}: ${value}`)
  return {
    data: { payload, redacted: prepared.redacted },
    text: [`${String(method)} ${String(url)}`, ...lines, '', String(body)].join('\n'),
  }
}

/** Work goes on without a model: say how. */
function withFallback(error: unknown, name: string): unknown {
  if (!isEngawaError(error) || !/^(llm|keys)\//.test(error.code)) return error
  const hint = [error.hint, `Or write it down yourself: znav pane log ${name} "what was done"`]
    .filter(Boolean)
    .join(' ')
  const details = error.details === undefined ? {} : { details: error.details }
  const { code, recoverable } = error
  return new EngawaError(error.message, {
    code,
    hint,
    recoverable,
    cause: error,
    exitCode: perthExitCodes.provider,
    ...details,
  })
}

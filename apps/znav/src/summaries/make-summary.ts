import { statSync } from 'node:fs'
import type { CommandContext } from '@engawa/cli-kit'
import { countFindings, isEngawaError, type JsonObject, UserError } from '@engawa/core'
import { type LlmRequest, snapshotLimits } from '@engawa/llm-providers'
import { trustedHistory } from '../agents/trusted-history.js'
import { type Perth, warn } from '../commands/perth.js'
import { filterForFolders } from '../commands/secret-filtering.js'
import type { IntentEntry } from '../domain/intent.js'
import { collect } from '../hooks/collect.js'
import { hookFolders } from '../hooks/hook-folders.js'
import { type RecordedCommand, recordedCommands } from '../hooks/recorded-command.js'
import { agree } from './agree.js'
import { keyOf, openProvider } from './open-provider.js'
import { providerChoice } from './provider-choice.js'
import { RecentSummaries } from './recent-summaries.js'
import { summaryAnswer } from './summary-answer.js'
import { summaryRequest } from './summary-request.js'
import { contextLimits, type WorkContext, workContext } from './work-context.js'

/** A summary that is ready to be asked for: everything is gathered and filtered, nothing was sent. */
export interface PreparedSummary {
  readonly commandsRun: number
  /** Recently modified files, secrets taken out. */
  readonly files: readonly string[]
  readonly cwd: string
  /** Secrets that were taken out, by rule. */
  readonly redacted: JsonObject
  /** The request to the byte, as it would go out. */
  payload(): Promise<JsonObject>
  ask(): Promise<SummaryAnswer>
}

export interface SummaryAnswer {
  readonly summary: string
  /** Who answered. */
  readonly provider: string
  readonly model: string
  /** The answer is that to the very same material, a moment ago. */
  readonly cached: boolean
}

/**
 * Gather what was done in a pane, and make the request of it. Everything passes the secret filter, which fails closed,
 * whatever `privacy.filter_secrets` says of what stays here.
 *
 * @throws LlmError when no provider is set up, UserError when nothing was done
 */
export async function prepareSummary(pane: string, perth: Perth, context: CommandContext): Promise<PreparedSummary> {
  const choice = providerChoice(perth.config)
  const apiKey = await keyOf(choice, context)
  const filterFor = filterForFolders(perth.config, context)
  await collect(perth, filterFor)
  const commands = recordedCommands(hookFolders(perth.directories).commands, pane)
  const previous = (await trustedHistory(pane, { last: 1 }, perth, context)).entries[0]
  const cwd = workingFolder(commands, context.cwd)
  const material = await workContext({ pane, commands, previous, cwd, signal: context.signal })
  if (!holdsWork(material)) throw nothingDone(pane)

  const known = apiKey === undefined ? [] : [{ name: 'llm.api_key', value: apiKey }]
  const filter = await filterFor([cwd, ...commands.map((command) => command.cwd)], known)
  const request = filter.redact<LlmRequest>(summaryRequest(choice.model, material))
  const provider = openProvider(choice, apiKey, context, (error) => {
    context.log.warn('usage could not be written down', { reason: String(error) })
  })
  const recent = new RecentSummaries(perth.directories, () => perth.clock.now())
  const fingerprint = JSON.stringify([choice.id, provider.endpoint, request.value])
  const answeredBy = { provider: choice.id, model: choice.model }
  const generate = () =>
    provider.generate(request, {
      signal: context.signal,
      timeoutMs: Math.min(snapshotLimits.timeoutMs, perth.config.llm.timeout_secs * 1000),
      warnAfterMs: snapshotLimits.warnAfterMs,
      onSlow: ({ waitedMs }) => warn(context, `${choice.id} has not begun to answer after ${waitedMs / 1000} s`),
    })

  return {
    commandsRun: Math.min(commands.length, contextLimits.commands),
    files: filter.redact({ files: [...material.files] }).value.files,
    cwd,
    redacted: countFindings(request.findings),
    payload: async () => ({ ...(await provider.wireRequest(request)) }),
    async ask() {
      const known = recent.answerTo(fingerprint)
      if (known !== undefined) return { summary: known, ...answeredBy, cached: true }
      await agree(provider, context)
      await recent.reserve()
      const answer = await generate().catch(async (error) => {
        if (isEngawaError(error) && heldBack.has(error.code)) await recent.release()
        throw error
      })
      // What a model makes up can look like a secret, and what it repeats could be one. Taken out, it may be longer: cut later.
      const summary = summaryAnswer(filter.redactText(answer.text).text)
      await recent.remember(fingerprint, summary)
      return { summary, provider: answer.provider ?? choice.id, model: answer.model, cached: false }
    },
  }
}

/** Refusals of our own: nothing went out. */
const heldBack: ReadonlySet<string> = new Set(['llm/no-consent', 'llm/circuit-open'])

/** Where the last command ran, if that is still there. */
function workingFolder(commands: readonly RecordedCommand[], otherwise: string): string {
  const last = commands.at(-1)?.cwd
  return last !== undefined && statSync(last, { throwIfNoEntry: false })?.isDirectory() ? last : otherwise
}

const holdsWork = ({ commands, diff, files }: WorkContext) => commands.length > 0 || diff !== '' || files.length > 0

const nothingDone = (pane: string) =>
  new UserError(`nothing is known of what was done in ${pane}`, {
    code: 'snapshot/nothing-done',
    exitCode: 1,
    hint: `Record its commands, eval "$(znav init zsh)", or write it down: znav pane log ${pane} "what was done"`,
  })

/** Whether enough was done since the newest entry for a snapshot that nobody asked for. */
export function isDue(
  commands: readonly RecordedCommand[],
  newest: IntentEntry | undefined,
  interval: number,
): boolean {
  return commands.filter(({ at }) => newest === undefined || at > newest.timestamp).length >= interval
}

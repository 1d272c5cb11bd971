import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import { answerPrinter } from '../../output/answer-printer.js'
import { reportNotes } from '../../output/notes.js'
import { askTrust } from '../../project/trust-file.js'
import { runTool } from '../run-tool.js'
import type { ToolCard, ToolOptions, ToolResult } from '../tool.js'

/** Run a tool from the command line. */
export async function runToolCommand(
  card: ToolCard,
  context: CommandContext,
  given: CommandInput,
): Promise<CommandResult> {
  await askTrust(context)
  const piped = context.stdin.isTty ? '' : await context.stdin.readText()
  const call = { tool: card.name, input: toolInput(card, given, piped), options: toolOptions(given.options) }
  return commandResult(context, await runTool(context, call, given.options))
}

/** What a tool answered, as a command answers it. */
export function commandResult(context: CommandContext, result: ToolResult): CommandResult {
  const { data, markdown, notes, findings, exitCode, sarif } = result
  reportNotes(context, notes, findings)
  return {
    data,
    text: answerPrinter(context, { stream: false }).complete(markdown),
    markdown,
    exitCode,
    ...(sarif === undefined ? {} : { sarif }),
  }
}

/** The words, the files, and the tool's own options: `--fail-on` is `fail_on`. */
export function toolInput(card: Pick<ToolCard, 'options'>, { args, options }: CommandInput, piped: string): JsonObject {
  const own = (card.options ?? []).flatMap(({ flags }) => {
    const [, name = ''] = /--(?:no-)?([a-z-]+)/.exec(flags) ?? []
    const value = options[name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())]
    return value === undefined ? [] : [[name.replaceAll('-', '_'), value] as const]
  })
  const words = args.request
  return {
    request: typeof words === 'string' ? words : (words ?? []).join(' '),
    files: options.files ?? [],
    piped,
    ...(options.mode === undefined ? {} : { mode: options.mode }),
    ...Object.fromEntries(own),
  }
}

export function toolOptions(options: CommandInput['options']): ToolOptions {
  const given = {
    session: options.session,
    continueLast: options.continue,
    model: options.model,
    provider: options.provider,
    temperature: options.temperature,
    maxTokens: options.maxTokens,
    maxCost: options.maxCost,
    expert: options.expert,
    dryRun: options.dryRun,
    keepNothing: options.memory,
    offline: options.offline,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ToolOptions
}

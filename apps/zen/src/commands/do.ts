import { type CommandContext, type CommandModule, confirm, neutralise } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import { UserError } from '@engawa/core'
import { askTrust } from '../project/trust-file.js'
import { exampleCommand } from '../select/example-command.js'
import { namedFiles, namedRange } from '../select/named-files.js'
import { requireTask, wordsOf } from '../select/read-given-task.js'
import { type Selection, selectTool, sureEnough } from '../select/select-tool.js'
import { selectionData, toolName } from '../select/selection-data.js'
import { commandResult, toolOptions } from '../tools/command/run-tool-command.js'
import { findCard } from '../tools/registry.js'
import { runTool } from '../tools/run-tool.js'

/** `zen do "TASK"`: select, then run. What is piped in is the tool's to read. */
export const run: CommandModule['run'] = async (context, given) => {
  const task = wordsOf(given)
  requireTask(task, 'do')
  const selection = selectTool(task)
  await agreeTo(selection, task, context, given.options.yes === true)
  await askTrust(context)
  const data = { selection: selectionData(selection, task) }
  const asked = (given.options.files as readonly string[] | undefined) ?? []
  const files = [...new Set([...asked, ...namedFiles(task, context.cwd)])]
  const added = files.filter((file) => !asked.includes(file))
  if (added.length > 0 && context.verbosity !== 'quiet') context.stderr.write(`with ${neutralise(added.join(', '))}\n`)

  if (selection.tool === 'chat' && context.format !== 'json') {
    // The command streams.
    const { run: chat } = await import('./chat.js')
    const answered = await chat(context, {
      args: { prompt: [task] },
      options: { ...given.options, files, stream: true },
    })
    return { ...answered, data: { ...data, ...(answered.data as JsonObject) } }
  }
  const piped = context.stdin.isTty ? '' : await context.stdin.readText()
  const { tool, mode } = selection
  const range = takesRange(tool) ? namedRange(task) : undefined
  const input = {
    request: task,
    files,
    piped,
    ...(mode === undefined ? {} : { mode }),
    ...(range === undefined ? {} : { range }),
  }
  const result = await runTool(context, { tool, input, options: toolOptions(given.options) }, given.options)
  return commandResult(context, { ...result, data: { ...data, ...result.data } })
}

const takesRange = (tool: string): boolean =>
  findCard(tool).options?.some(({ flags }) => flags.startsWith('--range')) === true

/** @throws UserError `zen/unsure` where nobody can be asked, `zen/not-run` where the answer was no */
async function agreeTo(selection: Selection, task: string, context: CommandContext, yes: boolean): Promise<void> {
  const { stdin, stderr, format, verbosity } = context
  const { tool, confidence, alternatives } = selection
  const others = alternatives.map(toolName).join(' or ')
  // A wrong `chat` costs no more than asking it would have.
  if (yes || tool === 'chat' || confidence >= sureEnough) {
    if (verbosity !== 'quiet') stderr.write(`${toolName(selection)}${others === '' ? '' : `; else ${others}`}\n`)
    return
  }
  if (!stdin.isTty || !stderr.isTty || format === 'json') {
    throw new UserError(`it may be for ${[toolName(selection), ...alternatives.map(toolName)].join(' or ')}`, {
      code: 'zen/unsure',
      hint: neutralise(`Add --yes to take the first, or name one: ${exampleCommand(selection, task)}`),
    })
  }
  const text = `Run ${toolName(selection)}?${others === '' ? '' : ` It could also be for ${others}.`}`
  if (await confirm(context, { text, flag: '--yes', assume: 'yes' })) return
  throw new UserError('nothing was run', {
    code: 'zen/not-run',
    hint: neutralise(`Name the tool: ${alternatives.map((other) => exampleCommand(other, task)).join(', or ')}`),
  })
}

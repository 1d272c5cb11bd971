import { exitCodes, toErrorBody, UserError } from '@engawa/core'
import type { CliDefinition, CommandContext, CommandResult, RunCli } from '../command.js'
import { helpWidth } from '../fast-path.js'
import { noLog, type OpenLog, openCommandLog } from '../logging/command-log.js'
import { type FoundCommand, findCommand } from '../parse/find-command.js'
import { readSwitches, type Switches } from '../parse/switches.js'
import { helpAnswer, versionAnswer } from './built-in-answers.js'
import { createInterrupter, type Interrupter } from './interruption.js'
import { exitCodeFor, isAbort, renderError, renderResult } from './render-result.js'
import { openStdin } from './stdin.js'
import { openTerminal } from './terminal.js'
import { unknownCommand } from './unknown-command.js'

export const runCli: RunCli = async (definition, argv, overrides = {}) => {
  // What follows __complete is a line being typed, whose options are not this program's own.
  const typed = argv[0] === '__complete' ? argv.slice(1) : undefined
  const found = findCommand(definition, typed === undefined ? argv : [])
  const switches = readSwitches(definition, found.rest, found.command)
  const interrupter = createInterrupter()
  const log = openLog(definition, switches, overrides)
  const context = createContext(switches, interrupter, log, overrides)
  const command = found.command?.path
  try {
    log.info('started', { command })
    const result = await (typed === undefined
      ? answer(definition, found, switches, context, interrupter)
      : completed(definition, typed, context))
    answerWith(result, context)
    log.info('done', { command })
    return interrupter.cause === 'SIGINT' ? exitCodes.interrupted : (result.exitCode ?? exitCodes.ok)
  } catch (error) {
    noteFailure(log, command, error)
    return failed(error, definition, interrupter, context)
  } finally {
    interrupter.release()
    await log.close()
  }
}

function openLog(definition: CliDefinition, switches: Switches, overrides: Partial<CommandContext>): OpenLog {
  if (definition.log === undefined) return noLog
  const env = overrides.env ?? process.env
  const { noColor, verbosity, logFile } = switches
  const stderr = overrides.stderr ?? openTerminal(2, { env, noColor })
  return openCommandLog(definition.name, definition.log, {
    env,
    cwd: overrides.cwd ?? process.cwd(),
    stderr,
    verbosity,
    ...(logFile === undefined ? {} : { logFile }),
  })
}

/** What a person typed wrongly is told to them, and no matter for a log. */
function noteFailure(log: OpenLog, command: string | undefined, error: unknown): void {
  const { code, message } = toErrorBody(error)
  log[error instanceof UserError ? 'info' : 'error'](message, { command, code })
}

/** A full disk behind `> file` makes no failure of what is done: a script would do it again. */
function answerWith(result: CommandResult, context: CommandContext): void {
  try {
    renderResult(result, context)
  } catch (error) {
    if (!result.lasting) throw error
    context.stderr.write(`warning: it is done, but ${toErrorBody(error).message}\n`)
  }
}

async function answer(
  definition: CliDefinition,
  found: FoundCommand,
  switches: Switches,
  context: CommandContext,
  interrupter: Interrupter,
): Promise<CommandResult> {
  const { command, rest } = found
  // Looked up for help alone: asking a terminal for its width loads a part of Node.
  const layout = () => ({ color: context.stdout.color, width: Math.min(helpWidth, context.stdout.width) })
  if (switches.help) return helpAnswer(definition, found.path, layout())
  if (command === undefined) {
    if (switches.version || found.stranger === 'version') return versionAnswer(definition)
    if (found.stranger === 'help') return helpFor(definition, rest.slice(rest.indexOf('help') + 1), layout())
    throw unknownCommand(definition, found)
  }
  const { parseInput } = await import('../parse/parse-input.js')
  const input = await parseInput(definition, command, rest)
  interrupter.listen()
  const { run } = await command.load()
  return run(context, input)
}

async function completed(definition: CliDefinition, typed: readonly string[], context: CommandContext) {
  const { complete } = await import('../completion/complete.js')
  return complete(definition, typed, context)
}

/** `help session list` */
function helpFor(
  definition: CliDefinition,
  words: readonly string[],
  layout: Parameters<typeof helpAnswer>[2],
): CommandResult {
  const found = findCommand(
    definition,
    words.filter((word) => !word.startsWith('-')),
  )
  if (found.stranger !== undefined && found.command === undefined) throw unknownCommand(definition, found)
  return helpAnswer(definition, found.path, layout)
}

function createContext(
  switches: Switches,
  interrupter: Interrupter,
  log: OpenLog,
  overrides: Partial<CommandContext>,
): CommandContext {
  const env = overrides.env ?? process.env
  const { noColor, format, verbosity, logFile } = switches
  return {
    format,
    env,
    cwd: overrides.cwd ?? process.cwd(),
    stdin: overrides.stdin ?? openStdin(),
    stdout: overrides.stdout ?? openTerminal(1, { env, noColor, onClosed: () => interrupter.interrupt('EPIPE') }),
    stderr: overrides.stderr ?? openTerminal(2, { env, noColor }),
    signal: overrides.signal ? AbortSignal.any([overrides.signal, interrupter.signal]) : interrupter.signal,
    verbosity,
    ...(logFile === undefined ? {} : { logFile }),
    log,
    ...overrides,
  }
}

function failed(error: unknown, definition: CliDefinition, { cause }: Interrupter, context: CommandContext): number {
  // Whatever failed because the reader left interests nobody.
  if (cause === 'EPIPE') return exitCodes.ok
  const aborted = isAbort(error) && context.signal.aborted
  if (aborted) {
    renderError(new UserError('interrupted', { code: 'interrupted', exitCode: exitCodes.interrupted }), context)
    return cause === 'SIGTERM' ? 143 : exitCodes.interrupted
  }
  renderError(error, context)
  return cause === 'SIGINT' ? exitCodes.interrupted : exitCodeFor(error, definition.exitCodeOf)
}

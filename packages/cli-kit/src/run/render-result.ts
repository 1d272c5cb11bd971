import { type EngawaError, isEngawaError, type JsonValue, toErrorBody } from '@engawa/core'
import type { CommandContext, CommandResult, Terminal } from '../command.js'
import { createStyle } from '../output/style.js'
import { outputFailedCode } from './terminal.js'

/** Print an answer in the format asked for; one that the command left out is derived. */
export function renderResult(
  result: CommandResult,
  { format, stdout }: Pick<CommandContext, 'format' | 'stdout'>,
): void {
  if (result.streamed === 'lines') return
  if (format === 'json') {
    writeJson({ ok: true, data: result.data }, stdout)
    return
  }
  if (format === 'sarif') {
    stdout.write(`${JSON.stringify(result.sarif ?? result.data, null, 2)}\n`)
    return
  }
  if (format === 'text' && result.streamed) return
  const text = result.text ?? derivedText(result.data)
  const chosen = { text, markdown: result.markdown ?? result.text ?? fenced(text), context: result.context ?? text }[
    format
  ]
  if (chosen !== '') stdout.write(chosen.endsWith('\n') ? chosen : `${chosen}\n`)
}

/** Errors: JSON on stdout where JSON was asked for, words on stderr otherwise. The stack only on request. */
export function renderError(
  error: unknown,
  context: Pick<CommandContext, 'format' | 'stdout' | 'stderr' | 'verbosity'>,
): void {
  const { format, stdout, stderr, verbosity } = context
  const debug = verbosity === 'debug'
  // Where stdout itself failed, stderr is what is left.
  const stdoutFailed = isEngawaError(error) && error.code === outputFailedCode
  if (format === 'json' && !stdoutFailed) {
    writeJson({ ok: false, error: toErrorBody(error) }, stdout)
    if (debug) stderr.write(`${stackOf(error)}\n`)
    return
  }
  const { red, dim } = createStyle(stderr.color)
  const { message } = toErrorBody(error)
  const hint = isEngawaError(error)
    ? error.hint
    : debug
      ? undefined
      : 'This is a fault of the program. --debug shows where.'
  stderr.write(`${red('error:')} ${message}\n`)
  if (hint !== undefined) stderr.write(`${dim('hint:')} ${hint}\n`)
  if (debug) stderr.write(`${stackOf(error)}\n`)
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

export function exitCodeFor(error: unknown, exitCodeOf?: (error: EngawaError) => number): number {
  if (!isEngawaError(error)) return 1
  return exitCodeOf?.(error) ?? error.exitCode
}

const writeJson = (envelope: object, stdout: Terminal): void =>
  stdout.write(`${JSON.stringify(envelope, null, stdout.isTty ? 2 : undefined)}\n`)

const derivedText = (data: JsonValue): string =>
  typeof data === 'string' ? data : data === null ? '' : JSON.stringify(data, null, 2)

const fenced = (text: string): string => (text === '' ? '' : `\`\`\`json\n${text}\n\`\`\``)

/** The error's stack and those of its causes. */
function stackOf(error: unknown): string {
  const stacks: string[] = []
  for (let cause = error, depth = 0; cause !== undefined && depth < 10; depth++) {
    stacks.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return stacks.join('\ncaused by: ')
}

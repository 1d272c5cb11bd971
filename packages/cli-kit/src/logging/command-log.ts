import type { CommandContext, CommandLog, LogDefinition } from '../command.js'
import type { Logger } from './create-logger.js'
import type { LogSink } from './log-sink.js'

type Level = 'debug' | 'info' | 'warn' | 'error'
type Surroundings = Pick<CommandContext, 'env' | 'cwd' | 'stderr' | 'verbosity' | 'logFile'>

/** Writes nowhere. */
export const noLog: OpenLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  keepNothing: () => {},
  close: async () => {},
}

export interface OpenLog extends CommandLog {
  /** Wait until everything is written. */
  close(): Promise<void>
}

/**
 * The log of one run. Warnings and errors are always kept; what goes well only with `--verbose`, `--debug`, `--log-file`
 * or the program's variable, so that an ordinary run neither loads a logger nor touches the disk.
 *
 * A log that can't be written is no reason for a command to fail.
 */
export function openCommandLog(app: string, definition: LogDefinition, surroundings: Surroundings): OpenLog {
  const { env, cwd, stderr, verbosity, logFile } = surroundings
  const variable = definition.debugVariable === undefined ? '' : (env[definition.debugVariable] ?? '')
  const debugging = variable !== '' && variable !== '0'
  const talkative = debugging || verbosity === 'verbose' || verbosity === 'debug'
  const keepsAll = talkative || logFile !== undefined
  let logger: Promise<Logger> | undefined
  let written: Promise<void> = Promise.resolve()
  let keeps = true

  async function open(): Promise<Logger> {
    const [{ createLogger }, { rotatingFile }, { levelOf, terminalSink }, filter] = await Promise.all([
      import('./create-logger.js'),
      import('./rotating-file.js'),
      import('./terminal-sink.js'),
      definition.filter(env, cwd),
    ])
    const file = rotatingFile({ path: logFile ?? definition.path(env) })
    const sinks: LogSink[] = [{ ...file, write: (record, line) => keeps && file.write(record, line) }]
    if (talkative) sinks.push(terminalSink(stderr, debugging ? 'debug' : levelOf(verbosity)))
    return createLogger({ app, level: 'debug', filter, sinks })
  }

  const at = (level: Level) => (message: string, facts?: object) => {
    if (!keepsAll && (level === 'debug' || level === 'info')) return
    logger ??= open()
    const opened = logger
    written = written.then(async () => (await opened)[level](message, facts)).catch(() => {})
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    keepNothing() {
      keeps = logFile !== undefined
    },
    async close() {
      await written
      await logger?.then(
        (opened) => opened.close(),
        () => {},
      )
    },
  }
}

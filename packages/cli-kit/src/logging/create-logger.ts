import { filteredLine } from './filtered-line.js'
import { isAtLeast, type LogLevel, type LogSink } from './log-sink.js'

/** What code writes to. `facts` are searchable; the message is for people. */
export interface Logger {
  trace(message: string, facts?: object): void
  debug(message: string, facts?: object): void
  info(message: string, facts?: object): void
  warn(message: string, facts?: object): void
  error(message: string, facts?: object): void
  fatal(message: string, facts?: object): void
  /** A logger for one module, with that module's level and its name in each line. */
  module(name: string, facts?: object): Logger
  close(): void
}

export interface LoggerOptions {
  /** `zen`, `perth`, `sena` */
  readonly app: string
  readonly level: LogLevel | 'silent'
  /** Levels of modules that differ: `{ storage: 'debug' }`. */
  readonly modules?: Readonly<Record<string, LogLevel | 'silent'>>
  /** Takes secrets out of a line. A line that it throws at is withheld, and a notice stands in its place. */
  readonly filter: (text: string) => string
  readonly sinks: readonly LogSink[]
}

/** A logger on pino, which is loaded here and nowhere else: who doesn't log, doesn't pay. */
export async function createLogger({ app, level, modules = {}, filter, sinks }: LoggerOptions): Promise<Logger> {
  const { pino, stdTimeFunctions } = await import('pino')
  const write = (line: string) => {
    const { record, text } = filteredLine(line, filter)
    for (const sink of sinks) if (isAtLeast(record.level, sink.level)) sink.write(record, text)
  }
  const root = pino(
    {
      level,
      base: { app, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  )
  return wrapped(root)

  function wrapped(log: typeof root): Logger {
    const at = (name: LogLevel) => (message: string, facts?: object) => {
      if (facts === undefined) log[name](message)
      else log[name](facts, message)
    }
    return {
      trace: at('trace'),
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      fatal: at('fatal'),
      module: (name, facts: object = {}) =>
        wrapped(log.child({ module: name, ...facts }, { level: modules[name] ?? level })),
      close: () => {
        for (const sink of sinks) sink.close?.()
      },
    }
  }
}

const nothing = () => {}

/** Writes nowhere and loads nothing. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  module: () => silentLogger,
  close: nothing,
}

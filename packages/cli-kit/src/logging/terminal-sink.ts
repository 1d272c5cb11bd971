import type { JsonObject, JsonValue } from '@engawa/core'
import type { CommandContext, Terminal } from '../command.js'
import { neutralise } from '../output/neutralise.js'
import { createStyle } from '../output/style.js'
import type { LogLevel, LogSink } from './log-sink.js'

/** Lines for people on stderr: `14:30:05 warn storage: Redis is away host=localhost`. */
export function terminalSink(terminal: Terminal, level: LogLevel): LogSink {
  const style = createStyle(terminal.color)
  const colors: Readonly<Record<string, (text: string) => string>> = {
    warn: style.yellow,
    error: style.red,
    fatal: style.red,
  }
  return {
    level,
    write({ level: name, time, msg, module, app: _app, pid: _pid, ...facts }) {
      const shown = String(name)
      const where = module === undefined ? '' : `${String(module)}: `
      const clock = style.dim(String(time).slice(11, 19))
      const rest = Object.entries(facts as JsonObject).map(([key, value]) => style.dim(` ${key}=${word(value)}`))
      const line = `${clock} ${(colors[shown] ?? style.dim)(shown)} ${neutralise(where + String(msg ?? ''))}${rest.join('')}`
      terminal.write(`${line}\n`)
    },
  }
}

/** How much a person wants to see, from `--quiet`, `--verbose` and `--debug`. */
export const levelOf = (verbosity: CommandContext['verbosity']): LogLevel =>
  (({ quiet: 'error', normal: 'warn', verbose: 'info', debug: 'debug' }) as const)[verbosity]

const word = (value: JsonValue): string => neutralise(typeof value === 'string' ? value : JSON.stringify(value))

import { join } from 'node:path'
import {
  type CommandContext,
  createLogger,
  type Logger,
  type LogSink,
  levelOf,
  rotatingFile,
  terminalSink,
} from '@engawa/cli-kit'
import type { AppDirectories } from '@engawa/config'
import { toErrorBody } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'

type Facts = Record<string, string | number | boolean | null>

export interface Log {
  info(message: string, facts?: Facts): Promise<void>
  failure(message: string, error: unknown): Promise<void>
  close(): Promise<void>
}

/**
 * zen's log: `~/.zen-cli/logs/zen-cli.log`, or where `--log-file` says. Failures are always written; what goes well
 * only with `--verbose`, `--debug`, `--log-file` or `ZEN_DEBUG=1`, so that an ordinary call doesn't pay for a logger.
 */
export function openLog(
  { env, stderr, verbosity, logFile }: Pick<CommandContext, 'env' | 'stderr' | 'verbosity' | 'logFile'>,
  directories: AppDirectories,
  filter: Pick<SecretFilter, 'redactText'>,
): Log {
  const debugging = env.ZEN_DEBUG !== undefined && env.ZEN_DEBUG !== '' && env.ZEN_DEBUG !== '0'
  const talkative = debugging || verbosity === 'verbose' || verbosity === 'debug'
  let logger: Promise<Logger> | undefined
  const open = () => {
    const sinks: LogSink[] = [rotatingFile({ path: logFile ?? join(directories.data, 'logs', 'zen-cli.log') })]
    if (talkative) sinks.push(terminalSink(stderr, debugging ? 'debug' : levelOf(verbosity)))
    logger ??= createLogger({ app: 'zen', level: 'debug', filter: (text) => filter.redactText(text).text, sinks })
    return logger
  }
  return {
    async info(message, facts) {
      if (talkative || logFile !== undefined) (await open()).info(message, facts)
    },
    async failure(message, error) {
      const { code, message: why } = toErrorBody(error)
      ;(await open()).error(message, { code, why })
    },
    async close() {
      if (logger !== undefined) (await logger).close()
    },
  }
}

import { ConfigError } from '@engawa/core'

/** A file that its syntax's parser refused, or that holds no settings. */
export function fileProblem(
  path: string,
  problem: string,
  options: { line?: number; hint?: string; cause?: unknown } = {},
) {
  const place = options.line === undefined ? path : `${path}:${options.line}`
  return new ConfigError(`${place}: ${problem}`, {
    code: 'config/file',
    hint: options.hint ?? 'Correct the file, or move it away to start with the defaults.',
    ...(options.cause === undefined ? {} : { cause: options.cause }),
  })
}

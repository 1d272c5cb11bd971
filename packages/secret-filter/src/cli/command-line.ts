import { parseArgs } from 'node:util'
import { exitCodes, UserError } from '@engawa/core'

/** What a person asked for. */
export interface CommandLine {
  readonly files: readonly string[]
  readonly check: boolean
  readonly json: boolean
  readonly hash: boolean
  readonly quiet: boolean
  readonly help: boolean
  readonly version: boolean
  readonly allow: readonly string[]
  readonly envFiles: readonly string[]
  readonly rules: string | undefined
}

/** @throws UserError `usage` */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        hash: { type: 'boolean', default: false },
        quiet: { type: 'boolean', short: 'q', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
        allow: { type: 'string', multiple: true, default: [] },
        'env-file': { type: 'string', multiple: true, default: [] },
        rules: { type: 'string' },
      },
    })
    return { ...values, files: positionals, envFiles: values['env-file'], rules: values.rules }
  } catch (cause) {
    throw new UserError(cause instanceof Error ? firstSentence(cause.message) : 'The command line is wrong.', {
      code: 'usage',
      exitCode: exitCodes.usage,
      hint: 'See engawa-redact --help.',
      cause,
    })
  }
}

function firstSentence(message: string): string {
  return `${message.split('. ')[0] ?? message}.`.replace(/\.\.$/, '.')
}

import { ConfigError } from '@engawa/core'
import type { Problem } from './layer.js'

/** One error for all that is wrong, grouped by the place where it stands. */
export function problemsError(problems: readonly Problem[]): ConfigError {
  const lines = problems.map(({ origin, path, message }) => `${origin}: ${path === '' ? '' : `${path}: `}${message}`)
  const [only = ''] = lines
  return new ConfigError(
    lines.length === 1 ? only : `${lines.length} settings are wrong\n${lines.map((line) => `  ${line}`).join('\n')}`,
    {
      code: 'config/invalid',
      hint:
        lines.length === 1
          ? 'Correct the setting, or remove it to use the default.'
          : 'Correct the settings, or remove them to use the defaults.',
      details: { problems: problems.map(({ origin, path, message }) => ({ origin, path, message })) },
    },
  )
}

import { loadConfig, userFilePath } from '@engawa/config'
import { isEngawaError } from '@engawa/core'
import type { CommandContext, CommandDefinition } from '../command.js'
import { doctorCommand } from '../doctor/doctor-command.js'
import type { Check } from '../doctor/run-checks.js'
import { type ConfigApp, sourcesOf } from './config-app.js'

/** `config health`: whether the configuration can be read, whether it knows all its keys, and what the app checks. */
export function healthCommand(app: ConfigApp): CommandDefinition {
  const checks = async (context: CommandContext) => [
    ...fileChecks(app, context),
    ...((await app.checks?.(context)) ?? []),
  ]
  return {
    ...doctorCommand(app.program, checks),
    path: 'config health',
    summary: 'Check the configuration and what it points at.',
    examples: [{ command: `${app.program} config health`, explains: 'exit code 1 when something is wrong' }],
  }
}

const fileChecks = ({ definition }: ConfigApp, context: CommandContext): readonly Check[] => [
  {
    name: 'configuration',
    run: async () => {
      const sources = sourcesOf(context)
      try {
        const { warnings } = await loadConfig(definition, sources)
        if (warnings.length === 0) return { status: 'ok', detail: `valid (${userFilePath(definition, sources)})` }
        return {
          status: 'warn',
          detail: warnings.map(({ origin, message }) => `${origin}: ${message}`).join('; '),
          remedy: 'Correct or remove the keys.',
        }
      } catch (error) {
        if (!isEngawaError(error)) throw error
        return { status: 'fail', detail: error.message, ...(error.hint === undefined ? {} : { remedy: error.hint }) }
      }
    },
  },
]

import { loadConfig } from '@engawa/config'
import type { CliDefinition, CommandDefinition } from '../command.js'
import { changeCommands } from './change-commands.js'
import { type ConfigApp, consentChoices, sourcesOf } from './config-app.js'
import { consentCommand } from './consent-command.js'
import { editCommand } from './edit-command.js'
import { healthCommand } from './health-command.js'
import { readCommands } from './read-commands.js'

/** `config show|get|set|unset|path|edit|health|consent` for one app. */
export const configCommands = (app: ConfigApp): readonly CommandDefinition[] => [
  ...readCommands(app),
  ...changeCommands(app),
  editCommand(app),
  healthCommand(app),
  consentCommand(app),
]

/** Live values for their completion; spread into the definition's `completions`. */
export const configCompletions = (app: ConfigApp): NonNullable<CliDefinition['completions']> => ({
  'config-keys': async (context) =>
    (await loadConfig(app.definition, sourcesOf(context))).explain().map(({ path }) => path),
  'consent-providers': async (context) => {
    const { values } = await loadConfig(app.definition, sourcesOf(context))
    return (await consentChoices(app, values, context.env)).map(({ id }) => id)
  },
})

import { editConfig } from '@engawa/config'
import type { CommandDefinition } from '../command.js'
import { type ConfigApp, localOption, locationOf, sourcesOf } from './config-app.js'
import { exampleKey } from './read-commands.js'
import { shownSetting, shownText, valueSchema } from './shown-value.js'

/** `config set` and `config unset`. */
export const changeCommands = (app: ConfigApp): readonly CommandDefinition[] => [setCommand(app), unsetCommand(app)]

const keyArgument = {
  name: 'key',
  description: 'key path: storage.redis.host',
  required: true,
  complete: 'config-keys',
} as const

const setCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config set',
  summary: 'Change a setting. It is checked before it is written.',
  arguments: [keyArgument, { name: 'value', description: 'its value; a, b for a list, or JSON', required: true }],
  options: [localOption],
  examples: [{ command: `${app.program} config set ${exampleKey(app)} value`, explains: 'in your own file' }],
  output: valueSchema,
  load: async () => ({
    run: async (context, { args, options }) => {
      const editor = editConfig(app.definition, locationOf(options), sourcesOf(context))
      const setting = shownSetting(await editor.set(String(args.key), String(args.value)))
      return { data: setting, text: `${setting.path} = ${shownText(setting.value)} (${setting.origin})` }
    },
  }),
})

const unsetCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config unset',
  summary: 'Take a setting out of the file, so that the next layer or the default counts.',
  arguments: [keyArgument],
  options: [localOption],
  examples: [{ command: `${app.program} config unset ${exampleKey(app)}`, explains: 'back to the default' }],
  output: {
    type: 'object',
    required: ['path', 'removed'],
    additionalProperties: false,
    properties: { path: { type: 'string' }, removed: { type: 'boolean' } },
  },
  load: async () => ({
    run: async (context, { args, options }) => {
      const editor = editConfig(app.definition, locationOf(options), sourcesOf(context))
      const path = String(args.key)
      const removed = await editor.unset(path)
      return {
        data: { path, removed },
        text: removed ? `${path} removed from ${editor.path}` : `${path} was not set in ${editor.path}`,
      }
    },
  }),
})

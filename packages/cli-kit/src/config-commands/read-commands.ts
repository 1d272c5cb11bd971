import { findProjectFile, type LoadedConfig, loadConfig, userFilePath } from '@engawa/config'
import { nearest, UserError } from '@engawa/core'
import type { CommandContext, CommandDefinition } from '../command.js'
import { createStyle } from '../output/style.js'
import { table } from '../output/table.js'
import { type ConfigApp, sourcesOf } from './config-app.js'
import { shownSetting, shownText, valueSchema } from './shown-value.js'

/** `config show`, `config get` and `config path`: everything that changes nothing. */
export const readCommands = (app: ConfigApp): readonly CommandDefinition[] => [
  showCommand(app),
  getCommand(app),
  pathCommand(app),
]

const load = ({ definition }: ConfigApp, context: CommandContext) => loadConfig(definition, sourcesOf(context))

const showCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config show',
  summary: 'Show every setting in effect and where it came from; secrets are masked.',
  examples: [{ command: `${app.program} config show`, explains: 'what is in effect here' }],
  output: {
    type: 'object',
    required: ['settings', 'warnings'],
    additionalProperties: false,
    properties: {
      settings: { type: 'array', items: valueSchema },
      warnings: {
        type: 'array',
        items: {
          type: 'object',
          required: ['origin', 'path', 'message'],
          properties: { origin: { type: 'string' }, path: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  },
  load: async () => ({
    run: async (context) => {
      const config = await load(app, context)
      const settings = config.explain().map(shownSetting)
      warn(config, context)
      const { dim } = createStyle(context.stdout.color)
      const columns = [
        { title: 'SETTING', value: ({ path }: (typeof settings)[number]) => path },
        { title: 'VALUE', value: ({ value }: (typeof settings)[number]) => shownText(value), shrink: true },
        { title: 'FROM', value: ({ origin }: (typeof settings)[number]) => origin, style: dim },
      ]
      return {
        data: { settings, warnings: config.warnings.map((warning) => ({ ...warning })) },
        text: table(settings, columns, context.stdout),
      }
    },
  }),
})

const getCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config get',
  summary: 'Print one setting; secrets are masked.',
  arguments: [{ name: 'key', description: 'key path: storage.redis.host', required: true, complete: 'config-keys' }],
  examples: [{ command: `${app.program} config get ${exampleKey(app)}`, explains: 'its value alone, for scripts' }],
  output: valueSchema,
  load: async () => ({
    run: async (context, { args }) => {
      const config = await load(app, context)
      const key = String(args.key)
      const found = config.get(key)
      if (found === undefined) throw unknownSetting(key, config)
      const setting = shownSetting(found)
      return { data: setting, text: shownText(setting.value) }
    },
  }),
})

const pathCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config path',
  summary: 'Print where the configuration files are.',
  examples: [{ command: `${app.program} config path`, explains: 'your own file' }],
  output: {
    type: 'object',
    required: ['user', 'project'],
    additionalProperties: false,
    properties: { user: { type: 'string' }, project: { type: ['string', 'null'] } },
  },
  load: async () => ({
    run: async (context) => {
      const user = userFilePath(app.definition, sourcesOf(context))
      const project = findProjectFile(app.definition, sourcesOf(context)) ?? null
      return { data: { user, project }, text: [user, ...(project === null ? [] : [project])].join('\n') }
    },
  }),
})

/** Unknown keys are worth a word on stderr, never a failure. */
function warn({ warnings }: LoadedConfig<unknown>, { stderr, verbosity }: CommandContext): void {
  if (verbosity === 'quiet') return
  const { yellow } = createStyle(stderr.color)
  for (const { origin, message } of warnings) stderr.write(`${yellow('warning:')} ${origin}: ${message}\n`)
}

function unknownSetting(key: string, config: LoadedConfig<unknown>): UserError {
  const near = nearest(
    key,
    config.explain().map(({ path }) => path),
  )
  return new UserError(`there is no setting "${key}"`, {
    code: 'config/unknown-key',
    hint: near === undefined ? 'config show lists all of them.' : `Did you mean ${near}?`,
  })
}

/** A key of the app's own, so that the example works as it stands. */
export function exampleKey({ definition }: ConfigApp): string {
  let path = ''
  for (
    let value: unknown = definition.defaults;
    typeof value === 'object' && value !== null && !Array.isArray(value);
  ) {
    const [key, inner] = Object.entries(value)[0] ?? []
    if (key === undefined) break
    path = path === '' ? key : `${path}.${key}`
    value = inner
  }
  return path
}

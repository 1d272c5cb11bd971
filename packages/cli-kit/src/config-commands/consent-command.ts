import { consentFile, consentText, createConsentStore, loadConfig } from '@engawa/config'
import { UserError } from '@engawa/core'
import type { CommandContext, CommandDefinition, CommandInput, CommandResult } from '../command.js'
import { confirm } from '../output/confirm.js'
import { UsageError } from '../parse/usage-error.js'
import { type ConfigApp, consentChoices, sourcesOf } from './config-app.js'

/** `config consent --grant|--revoke [provider]`: one record for every tool of the suite. */
export const consentCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config consent',
  summary: 'Show, give or take back the consent that words may go to a cloud provider.',
  arguments: [
    { name: 'provider', description: 'the provider; the configured one unless told', complete: 'consent-providers' },
  ],
  options: [
    { flags: '--grant', description: 'give consent, after showing what would be sent' },
    { flags: '--revoke', description: 'take consent back' },
    { flags: '-y, --yes', description: 'with --grant: do not ask' },
  ],
  examples: [
    { command: `${app.program} config consent`, explains: 'who has consent' },
    {
      command: `${app.program} config consent --grant ${app.providers[0]?.id ?? 'openai'}`,
      explains: 'shows what would be sent, then asks',
    },
  ],
  output: {
    type: 'object',
    required: ['consents'],
    additionalProperties: false,
    properties: {
      consents: {
        type: 'array',
        items: {
          type: 'object',
          required: ['provider', 'grantedAt', 'textVersion', 'current'],
          additionalProperties: false,
          properties: {
            provider: { type: 'string' },
            grantedAt: { type: 'string' },
            textVersion: { type: 'integer' },
            current: { type: 'boolean' },
          },
        },
      },
    },
  },
  load: async () => ({ run: (context, input) => runConsent(app, context, input) }),
})

async function runConsent(
  app: ConfigApp,
  context: CommandContext,
  { args, options }: CommandInput,
): Promise<CommandResult> {
  const store = createConsentStore(consentFile(context.env))
  if (options.grant === true && options.revoke === true) {
    throw new UsageError('conflict', '--grant and --revoke exclude each other')
  }
  if (options.grant === true) {
    const provider = await chosenProvider(app, context, args.provider)
    const question = consentText({ ...provider, provider: provider.id, sends: app.sends })
    if (options.yes !== true) {
      context.stderr.write(`${question}\n\n`)
      if (!(await confirm(context, { text: `Agree?`, flag: '--yes' }))) {
        throw new UserError('consent was not given', { code: 'config/consent-refused', hint: 'Nothing was changed.' })
      }
    }
    await store.grant(provider.id)
  } else if (options.revoke === true) {
    // Also what is no longer configured can be taken back.
    const recorded = (await store.list()).find(({ provider }) => provider === args.provider)
    await store.revoke(recorded?.provider ?? (await chosenProvider(app, context, args.provider)).id)
  }
  const consents = (await store.list()).map((record) => ({ ...record }))
  const lines = consents.map(
    ({ provider, grantedAt, current }) =>
      `${provider}: granted ${grantedAt.slice(0, 10)}${current ? '' : ', the text has changed since: not in force'}`,
  )
  return { data: { consents }, text: lines.length === 0 ? 'No cloud provider has consent.' : lines.join('\n') }
}

async function chosenProvider(app: ConfigApp, context: CommandContext, named: unknown) {
  const { values } = await loadConfig(app.definition, sourcesOf(context))
  const choices = consentChoices(app, values)
  const id = typeof named === 'string' ? named : app.defaultProvider?.(values)
  const known = choices.find((provider) => provider.id === id)
  if (known !== undefined) return known
  const names = choices.map((provider) => provider.id).join(', ')
  throw new UsageError(
    'unknown-provider',
    id === undefined ? 'which provider?' : `"${id}" is no cloud provider that needs consent`,
    names === '' ? 'No cloud provider is configured.' : `Name one of: ${names}.`,
  )
}

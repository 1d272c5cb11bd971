import { type ConsentRecord, consentFile, createConsentStore, loadConfig } from '@engawa/config'
import { UserError } from '@engawa/core'
import type { CommandContext, CommandDefinition, CommandInput, CommandResult } from '../command.js'
import { UsageError } from '../parse/usage-error.js'
import { askConsent } from './ask-consent.js'
import { type ConfigApp, consentChoices, sourcesOf } from './config-app.js'

/** `config consent --grant|--revoke [provider]`: one record for every tool of the suite. */
export const consentCommand = (app: ConfigApp): CommandDefinition => ({
  path: 'config consent',
  summary: 'Show, give or take back the consent that words of this tool may go to a cloud provider, at its address.',
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
    { command: `${app.program} config consent --revoke openai`, explains: 'takes it back, for this tool' },
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
          required: ['provider', 'tool', 'address', 'grantedAt', 'textVersion', 'current'],
          additionalProperties: false,
          properties: {
            provider: { type: 'string' },
            tool: { type: ['string', 'null'] },
            address: { type: ['string', 'null'] },
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
  const store = createConsentStore(consentFile(context.env), { tool: app.program })
  if (options.grant === true && options.revoke === true) {
    throw new UsageError('conflict', '--grant and --revoke exclude each other')
  }
  if (options.grant === true) {
    const provider = await chosenProvider(app, context, args.provider)
    if (options.yes === true) await store.grant(provider.id, provider.endpoint)
    else if (!(await askConsent(app, context, provider))) {
      throw new UserError('consent was not given', { code: 'config/consent-refused', hint: 'Nothing was changed.' })
    }
  } else if (options.revoke === true) {
    // Also what is no longer configured can be taken back.
    const recorded = (await store.list()).find(({ provider }) => provider === args.provider)
    await store.revoke(recorded?.provider ?? (await chosenProvider(app, context, args.provider)).id)
  }
  const consents = (await store.list()).map((record) => ({ ...record }))
  const lines = consents.map(shownConsent)
  return { data: { consents }, text: lines.length === 0 ? 'No cloud provider has consent.' : lines.join('\n') }
}

function shownConsent({ provider, tool, address, grantedAt, current }: ConsentRecord): string {
  const what = `${provider}: granted ${grantedAt.slice(0, 10)}`
  if (tool === null || address === null) return `${what}, for no tool and address in particular: not in force any more`
  return `${what} to ${tool} at ${address}${current ? '' : ', the text has changed since: not in force'}`
}

async function chosenProvider(app: ConfigApp, context: CommandContext, named: unknown) {
  const { values } = await loadConfig(app.definition, sourcesOf(context))
  const choices = await consentChoices(app, values, context.env)
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

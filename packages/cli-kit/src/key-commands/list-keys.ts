import type { CommandContext, CommandResult } from '../command.js'
import { relativeTime } from '../output/relative-time.js'
import { table } from '../output/table.js'
import type { KeyApp } from './key-app.js'
import { openKeys } from './open-keys.js'
import { placeText, providerText, sourceData } from './shown-source.js'

/** What is there, by name. Needs no passphrase and starts no other process. */
export async function listKeys(app: KeyApp, context: CommandContext): Promise<CommandResult> {
  const store = openKeys(context)
  const providers = await app.providers(context)
  const given = await Promise.all(
    providers.map(async ({ id, variables }) =>
      (await store.sources({ provider: id, variables })).filter(({ place }) => place === 'environment'),
    ),
  )
  const sources = [...given.flat(), ...(await store.list())]
  if (sources.length === 0) {
    return { data: { keys: [] }, text: `No keys. Keep one: ${app.program} keys set openai` }
  }
  const text = table(
    sources,
    [
      { title: 'PROVIDER', value: ({ provider }) => providerText(provider) },
      { title: 'PROJECT', value: ({ project }) => project ?? '' },
      { title: 'SET', value: ({ setAt }) => (setAt === undefined ? '' : relativeTime(setAt, Date.now())) },
      { title: 'WHERE', value: placeText, shrink: true },
    ],
    context.stdout,
  )
  return { data: { keys: sources.map(sourceData) }, text }
}

import type { KeyRequest } from '@engawa/config'
import { nearest } from '@engawa/core'
import type { CommandContext, CommandInput } from '../command.js'
import { UsageError } from '../parse/usage-error.js'

/** A provider that may have a key. */
export interface KeyProvider {
  readonly id: string
  /** Environment variables that hold it, the first that is set wins. */
  readonly variables: readonly string[]
}

/** What the `keys` commands need to know of the app they are part of. */
export interface KeyApp {
  /** The command's name: `zen`. */
  readonly program: string
  readonly providers: (context: CommandContext) => Promise<readonly KeyProvider[]>
  /** The project that the app works in now; none unless told. */
  readonly project?: (context: CommandContext) => string | undefined | Promise<string | undefined>
}

export const projectOption = {
  flags: '--project <name>',
  description: 'of this project alone; a project without a key of its own takes yours',
} as const

export const providerArgument = {
  name: 'provider',
  description: 'whose key: openai',
  required: true,
  complete: 'key-providers',
} as const

/** @throws UsageError that doesn't repeat the word: a key lands there when it is pasted into the wrong place */
export async function requestOf(
  app: KeyApp,
  context: CommandContext,
  { args, options }: CommandInput,
): Promise<KeyRequest> {
  const providers = await app.providers(context)
  const found = providers.find(({ id }) => id === args.provider)
  const project = typeof options.project === 'string' ? options.project : undefined
  if (found !== undefined) {
    return { provider: found.id, variables: found.variables, ...(project === undefined ? {} : { project }) }
  }
  const ids = providers.map(({ id }) => id)
  const near = nearest(String(args.provider), ids)
  throw new UsageError(
    'unknown-provider',
    'there is no provider of that name',
    near === undefined ? `There are ${ids.join(', ')}.` : `Did you mean ${near}?`,
  )
}

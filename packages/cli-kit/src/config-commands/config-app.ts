import type { ConfigDefinition, ConfigSources } from '@engawa/config'
import type { JsonValue } from '@engawa/core'
import type { z } from 'zod'
import type { CommandContext } from '../command.js'
import type { Check } from '../doctor/run-checks.js'

/** A cloud provider that consent can be given for. */
export interface ConsentChoice {
  readonly id: string
  /** Where words would go now: the consent is for this address alone. */
  readonly endpoint: string
}

/** What the `config` commands need to know of the app they are part of. */
export interface ConfigApp {
  /** The command's name: `zen`. */
  readonly program: string
  readonly definition: ConfigDefinition<z.ZodObject>
  /** What would be sent to a provider, as list items, for the consent question. */
  readonly sends: readonly string[]
  /** Cloud providers that consent can be given for. */
  readonly providers: readonly ConsentChoice[]
  /** Those that a person configured or moved elsewhere; they come before the others. */
  readonly configuredProviders?: (values: unknown, env: CommandContext['env']) => Promise<readonly ConsentChoice[]>
  /** Provider meant when none is named: the configured one. */
  readonly defaultProvider?: (values: unknown) => string | undefined
  /** More checks for `config health`: whether the configured server answers. */
  readonly checks?: (context: CommandContext) => Promise<readonly Check[]>
}

/** Every provider that consent can be given for; a configured one of the same name comes first. */
export async function consentChoices(
  app: ConfigApp,
  values: unknown,
  env: CommandContext['env'],
): Promise<readonly ConsentChoice[]> {
  const configured = (await app.configuredProviders?.(values, env)) ?? []
  return [...configured, ...app.providers.filter(({ id }) => !configured.some((other) => other.id === id))]
}

export const sourcesOf = ({ env, cwd }: CommandContext): ConfigSources => ({ env, cwd })

export const locationOf = (options: Readonly<Record<string, JsonValue | undefined>>): 'user' | 'project' =>
  options.local === true ? 'project' : 'user'

export const localOption = {
  flags: '--local',
  description: "change this project's file instead of your own",
} as const

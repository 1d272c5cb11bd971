import type { CommandContext, KeyApp } from '@engawa/cli-kit'

/** The project whose keys come first. */
export const keyProject = ({ env }: Pick<CommandContext, 'env'>): string | undefined => env.ZEN_PROJECT || undefined

/** What `zen keys …` needs to know of zen. */
export const keyApp: KeyApp = {
  program: 'zen',
  async providers(context) {
    const [{ openSettings }, { providerAddresses }] = await Promise.all([
      import('./open-settings.js'),
      import('../providers/provider-table.js'),
    ])
    const { values } = await openSettings(context)
    return providerAddresses(values, context.env).map(({ id, keyVariables }) => ({ id, variables: keyVariables }))
  },
  project: keyProject,
}

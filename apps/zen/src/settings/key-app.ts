import type { KeyApp } from '@engawa/cli-kit'

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
  /** Whose keys come first. */
  async project(context) {
    const { openSettings } = await import('./open-settings.js')
    return (await openSettings({ ...context, verbosity: 'quiet' })).values.current_project || undefined
  },
}

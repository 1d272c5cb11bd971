import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { contentsOf, keysOf, ownSettings, requireProject, settingsOf } from '../project/projects.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen project show [NAME]`: its own settings, where its conversations are, whose keys it has. */
export const run: CommandModule['run'] = async (context, { args }) => {
  const current = (await openSettings(context)).values.current_project
  const name = (args.name as string | undefined) ?? current
  if (name === '') {
    throw new UserError('no project is current', { code: 'zen/which-project', hint: 'Name one: zen project show NAME' })
  }
  const settings = await settingsOf(context, name)
  requireProject(settings, name)
  const own = ownSettings(settings, name)
  const keys = (await keysOf(context, name)).map(({ provider }) => provider)
  return withStore(await openStore(settings, context), async (store) => {
    const contents = await contentsOf(store)
    const { location } = store.info
    return {
      data: {
        project: name,
        current: name === current,
        settings: own,
        location,
        ...contents,
        keys,
        ...servedBy(store.info),
      },
      text: [
        `${neutralise(name)}${name === current ? ' (current)' : ''}`,
        `conversations: ${contents.sessions}, with ${contents.messages} messages, in ${store.info.type} at ${neutralise(location)}`,
        `own keys: ${keys.join(', ') || 'none; yours count'}`,
        `own settings: ${neutralise(JSON.stringify(own))}`,
      ].join('\n'),
    }
  })
}

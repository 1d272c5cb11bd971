import { join } from 'node:path'
import { type CommandModule, confirm, neutralise, openKeys } from '@engawa/cli-kit'
import { ensureDirectory } from '@engawa/config'
import { createId, UserError } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'
import type { ChatStore } from '@engawa/storage'
import { forgetName, nameOf } from '../conversation/session-names.js'
import { projectLines } from '../project/project-file.js'
import { contentsOf, editorFor, keysOf, ownSettings, pathIn, requireProject, settingsOf } from '../project/projects.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen project delete NAME`: says what goes, asks, and leaves a file that brings all but the keys back. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const name = String(args.name)
  const settings = await settingsOf(context, name)
  requireProject(settings, name)
  const keys = await keysOf(context, name)
  return withStore(await openStore(settings, context), async (store) => {
    const contents = await contentsOf(store)
    const goes = `${contents.sessions} conversations with ${contents.messages} messages in ${store.info.type} at ${neutralise(store.info.location)}, its settings, and ${keys.length} ${keys.length === 1 ? 'key' : 'keys'} of its own`
    const text = `Delete the project ${neutralise(name)}? This goes: ${goes}.`
    if (options.yes !== true && !(await confirm(context, { text, flag: '--yes' }))) {
      throw new UserError('nothing was deleted', { code: 'usage/declined' })
    }
    const folder = ensureDirectory(join(settings.directories.data, 'deleted-projects'))
    const backup = join(folder, `${name}-${createId()}.ndjson`)
    const lines: string[] = []
    for await (const line of projectLines(name, ownSettings(settings, name), store)) lines.push(`${line}\n`)
    writeFileAtomic(backup, lines.join(''))
    await purgeAll(store)
    for (const { provider } of keys) await openKeys(context).remove({ provider, project: name })
    const editor = editorFor(context)
    await editor.unset(pathIn(name))
    const { loaded } = await openSettings({ ...context, verbosity: 'quiet' })
    const current = loaded.get('current_project')
    if (current?.value === name && current.layer === 'user') await editor.unset('current_project')
    return {
      data: { project: name, ...contents, keys: keys.map(({ provider }) => provider), backup },
      text: `Gone: ${goes}. Undo, but for keys and passwords: zen project import ${neutralise(backup)}`,
      lasting: true,
    }
  })
}

async function purgeAll(store: ChatStore): Promise<void> {
  for (;;) {
    // From the start each time: a listing is not for changing what it lists.
    const { items } = await store.sessions.list({ includeDeleted: true, limit: 200 })
    if (items.length === 0) return
    for (const session of items) {
      await store.sessions.purge(session.id)
      await forgetName(store, nameOf(session), session.id)
    }
  }
}

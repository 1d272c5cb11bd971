import { type CommandModule, confirm, neutralise } from '@engawa/cli-kit'
import { type Session, systemClock, UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { nameOf } from '../conversation/session-names.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

const hourMs = 3_600_000

/** `zen session clean`: delete what nobody used for as long as the project allows. Kept sessions stay; `restore` undoes. */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const hours = (options.olderThan as number | undefined) ?? settings.values.session.ttl_hours
  const before = systemClock.now() - hours * hourMs
  return withStore(await openStore(settings, context), async (store) => {
    const old = await unused(store, new Date(before).toISOString())
    const dryRun = options.dryRun === true
    const count = `${old.length} ${old.length === 1 ? 'session' : 'sessions'} unused for ${hours} hours`
    if (old.length > 0 && !dryRun) {
      const text = `Delete ${count}? zen session restore NAME brings one back.`
      if (options.yes !== true && !(await confirm(context, { text, flag: '--yes' }))) {
        throw new UserError('nothing was deleted', { code: 'usage/declined' })
      }
      for (const { id } of old) await store.sessions.delete(id)
    }
    const names = old.map(nameOf)
    return {
      data: { older_than_hours: hours, dry_run: dryRun, sessions: names, ...servedBy(store.info) },
      text: [
        `${count}${dryRun ? ' would be deleted.' : old.length > 0 ? ' deleted.' : '.'}`,
        ...names.map(neutralise),
      ].join('\n'),
      lasting: true,
    }
  })
}

async function unused(store: ChatStore, before: string): Promise<readonly Session[]> {
  const found: Session[] = []
  for await (const session of store.sessions.list({ order: 'asc' })) {
    if (session.updatedAt >= before) break
    if (session.metadata?.kept !== true) found.push(session)
  }
  return found
}

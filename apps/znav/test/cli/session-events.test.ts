import { join } from 'node:path'
import { startZellij, waitUntil, withService } from '@engawa/testkit'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'
import { install } from './stores.js'

/** Nobody listens there: events stay where they can be looked at. */
const broker = { PERTH_BLOODBANK_URL: 'amqp://127.0.0.1:1' }

const waiting = (path: string) => {
  const db = new Sqlite(path, { readonly: true })
  const bodies = db.prepare<[], string>('SELECT body FROM event_outbox ORDER BY rowid').pluck().all()
  db.close()
  return bodies.map((body) => {
    const { event_type: type, payload } = JSON.parse(body) as { event_type: string; payload: { session: string } }
    return `${type} ${payload.session}`
  })
}

describe('events of sessions', () => {
  it('tell once of a session that an entry is logged in, and not of work outside Zellij', async () => {
    const { env, home, stop } = await install('SQLite', broker)
    const inside = znavIn({ ...env, ZELLIJ_SESSION_NAME: 'work', ZELLIJ_PANE_ID: '3' })
    await znavIn(env)('pane', 'log', 'elsewhere', 'Outside', '--type', 'milestone')
    for (const name of ['backend', 'web', 'backend']) await inside('pane', 'log', name, 'Began')
    const events = waiting(join(home.path, '.local', 'share', 'perth', 'perth.db'))
    expect(events.filter((event) => event.includes('session'))).toEqual(['perth.session.started work'])
    await stop()
  })

  withService(it, 'zellij')('tell of a real session when it is first seen, and when it is gone', async () => {
    const zellij = await startZellij({ session: 'day' })
    const perth = join(zellij.env.HOME ?? '', 'perth')
    const znav = znavIn({ ...zellij.env, ...broker, PERTH_HOME: perth })
    const events = () => waiting(join(perth, 'perth.db'))
    try {
      expect((await znav('pane', 'backend')).code).toBe(0)
      await znav('pane', 'web')
      await znav('reconcile')
      expect(events()).toEqual(['perth.session.started day'])
      await waitUntil('no session runs', async () => {
        const { code, stderr } = await zellij.run(['kill-all-sessions', '--yes'])
        return code === 1 && stderr.includes('No active')
      })
      await znav('reconcile')
      await znav('reconcile')
      expect(events()).toEqual(['perth.session.started day', 'perth.session.ended day'])
    } finally {
      await zellij.stop()
    }
  })
})

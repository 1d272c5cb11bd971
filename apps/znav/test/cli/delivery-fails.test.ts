import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'
import { type Installed, install } from './stores.js'

describe('an outbox that can not be used', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await install('SQLite', { PERTH_BLOODBANK_URL: 'amqp://127.0.0.1:1' })
  })
  afterAll(() => installed.stop())

  it('is told, and the entry that is stored stays a success', async () => {
    await installed.znav('list')
    const db = new Sqlite(join(installed.home.path, '.local', 'share', 'perth', 'perth.db'))
    db.exec('drop table if exists event_outbox; create table event_outbox (something_else text)')
    db.close()
    const { code, stdout, stderr } = await installed.znav('pane', 'log', 'backend', 'Kept going')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Logged checkpoint for backend, a new pane.\n' })
    expect(stderr).toMatch(/^warning: what was asked for is done, but events could not be sent on: .*event_outbox/)
    expect((await installed.znav('pane', 'history', 'backend')).stdout).toContain('Kept going')
    const inside = znavIn({ ...installed.env, ZELLIJ_SESSION_NAME: 'work', ZELLIJ_PANE_ID: '3' })
    expect(await inside('pane', 'log', 'web', 'In a session')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^warning: sessions could not be announced: .*event_outbox/),
    })
  })
})

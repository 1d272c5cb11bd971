import { type PostgresService, startPostgres, withService } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

withService(describe, 'postgres')('projects in one PostgreSQL database', () => {
  let postgres: PostgresService
  let zen: ZenHome
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 120_000)
  afterAll(() => postgres.stop())
  beforeEach(async () => {
    zen = await createZenHome()
    zen.config({ storage: { type: 'postgres', postgres_url: postgres.url, fallback: 'none' } })
  })
  afterEach(() => zen.close())

  const say = async (text: string, ...args: readonly string[]) =>
    expect(await zen.run(['chat', '-s', 'same', text, ...args])).toMatchObject({ code: 0 })
  const said = async (...args: readonly string[]) => {
    const { data } = (await zen.run(['session', 'show', 'same', '--json', ...args])).json()
    return (data.messages as { role: string; text: string }[]).flatMap(({ role, text }) =>
      role === 'user' ? [text] : [],
    )
  }

  it('share nothing unless they say so, and what was there before stays where it was', async () => {
    await say('before there were projects')
    await zen.run(['project', 'create', 'red'])
    await zen.run(['project', 'create', 'blue'])
    await Promise.all([say('of red', '--project', 'red'), say('of blue', '--project', 'blue')])
    expect(await said()).toEqual(['before there were projects'])
    expect(await said('--project', 'red')).toEqual(['of red'])
    expect(await said('--project', 'blue')).toEqual(['of blue'])
    const schemas = 'SELECT nspname FROM pg_namespace WHERE nspname LIKE $$project%$$ ORDER BY 1'
    expect((await postgres.query(schemas)).split('\n')).toEqual(['project_blue', 'project_red'])

    expect((await zen.run(['project', 'delete', 'red', '--yes'])).code).toBe(0)
    expect(await said()).toEqual(['before there were projects'])
    expect(await said('--project', 'blue')).toEqual(['of blue'])
  }, 180_000)

  it('keep the schema that they named themselves', async () => {
    await zen.run(['project', 'create', 'green', '--set', 'storage.postgres_schema=meadow'])
    await say('of green', '--project', 'green')
    expect(await said('--project', 'green')).toEqual(['of green'])
    expect(await postgres.query('SELECT count(*) FROM meadow.engawa_migrations')).not.toBe('0')
  }, 180_000)
})

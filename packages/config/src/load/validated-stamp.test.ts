import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { definition, makeHome, schema, userFile } from '../../test/sample-config.js'
import { loadConfig } from './load-config.js'

function stamped(text: string) {
  const home = makeHome({ [userFile('json')]: text })
  const file = home.path('.cache/perth/validated')
  let loads = 0
  const counted = {
    ...definition(),
    schema: async () => {
      loads += 1
      return schema
    },
  }
  const load = async (env: Record<string, string> = {}, version = '1.0.0', own = counted) => {
    loads = 0
    const config = await loadConfig(own, home.sources({ env, validated: { file, schema: version } }))
    return { config, loads }
  }
  return { ...home, file, load, counted }
}

describe('the validated stamp', () => {
  it('spares the schema while nothing has changed, with the same answer', async () => {
    const { load, file } = stamped('{"redis": {"port": 7000}}')
    const env = { PERTH_TRACKING: 'false', PERTH_LIMIT: '5' }
    const first = await load(env)
    const second = await load(env)
    expect([first.loads, second.loads]).toEqual([1, 0])
    expect(second.config.values).toEqual(first.config.values)
    expect(second.config.explain()).toEqual(first.config.explain())
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{16}$/)
  })

  it('is worth nothing after a change of a file, a variable, the defaults or the program', async () => {
    const { load, path, counted } = stamped('{"redis": {"port": 7000}}')
    await load()
    expect((await load({}, '1.0.1')).loads).toBe(1)
    await load()
    expect((await load({ PERTH_TRACKING: 'false' })).loads).toBe(1)
    await load()
    expect((await load({}, '1.0.0', { ...counted, defaults: { ...counted.defaults, limit: 3 } })).loads).toBe(1)
    await load()
    writeFileSync(path(userFile('json')), '{"redis": {"port": "bad"}}')
    await expect(load()).rejects.toMatchObject({ code: 'config/invalid' })
  })

  it('is not written for what is wrong, warned of, secret, or changed by the schema', async () => {
    const wrong = stamped('{"tracking": 5}')
    await expect(wrong.load()).rejects.toThrow()
    expect(existsSync(wrong.file)).toBe(false)

    const unknown = stamped('{"treking": true}')
    expect((await unknown.load()).config.warnings).toHaveLength(1)
    expect((await unknown.load()).config.warnings).toHaveLength(1)

    const secret = stamped('{}')
    const own = { ...secret.counted, environment: { PERTH_PASSWORD: 'redis.password' } }
    await secret.load({ PERTH_PASSWORD: 'x' }, '1.0.0', own)
    expect(existsSync(secret.file)).toBe(false)

    const changed = stamped('{"tracking": false}')
    const shouting = schema.extend({
      redis: z.object({ host: z.string().toUpperCase(), port: z.int(), password: z.string().optional() }),
    })
    const upper = { ...changed.counted, schema: async () => shouting as unknown as typeof schema }
    for (let round = 0; round < 2; round++) {
      expect((await changed.load({}, '1.0.0', upper)).config.values.redis.host).toBe('LOCALHOST')
    }
  })

  it('is done without where it can not be written or read', async () => {
    const { load, file } = stamped('{"limit": 5}')
    mkdirSync(file, { recursive: true })
    expect((await load()).config.values.limit).toBe(5)
    expect((await load()).loads).toBe(1)
  })
})

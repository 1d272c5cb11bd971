import { chmodSync, mkdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definition, makeHome, type schema, userFile } from '../../test/sample-config.js'
import { loadConfig } from './load-config.js'

const user = (text: string | Uint8Array, ending = 'json') => {
  const home = makeHome({ [userFile(ending)]: text })
  return { ...home, load: () => loadConfig(definition(`config.${ending}`), home.sources()) }
}

describe('loadConfig', () => {
  it('gives the defaults, without loading the schema, where nothing is set', async () => {
    const { sources } = makeHome()
    const config = await loadConfig<typeof schema>(
      { ...definition(), schema: () => Promise.reject(new Error('was loaded')) },
      sources(),
    )
    expect(config.values).toEqual(definition().defaults)
    expect(config.get('redis.port')).toEqual({
      path: 'redis.port',
      value: 6379,
      layer: 'default',
      origin: 'built in',
      secret: false,
    })
  })

  it('shows no password of an address that stands in the wrong place', async () => {
    const { load } = user('{"llm": {"provider": "https://me:hunter2@host"}}')
    await expect(load()).rejects.toThrow('found "https://me:••••@host"')
  })

  it('lets flag win over environment over project over user over default', async () => {
    const { sources } = makeHome({
      [userFile('json')]: '{"llm": {"provider": "ollama", "temperature": 0.1}, "tracking": false, "limit": 1}',
      'project/.perth.json': '{"llm": {"temperature": 0.2}, "tracking": true, "limit": 2}',
    })
    const config = await loadConfig(
      definition(),
      sources({ env: { PERTH_LIMIT: '3', PERTH_REDIS_HOST: 'env' }, flags: { '--redis-host': 'flag' } }),
    )
    expect(config.values).toMatchObject({
      redis: { host: 'flag', port: 6379 },
      llm: { provider: 'ollama', temperature: 0.2 },
      tracking: true,
      limit: 3,
    })
    const origins = Object.fromEntries(config.explain().map(({ path, layer, origin }) => [path, [layer, origin]]))
    expect(origins).toMatchObject({
      'redis.host': ['flag', '--redis-host'],
      'redis.port': ['default', 'built in'],
      'llm.provider': ['user', '~/.config/perth/config.json'],
      'llm.temperature': ['project', '~/project/.perth.json'],
      limit: ['environment', 'PERTH_LIMIT'],
    })
  })

  it('parses variables to the type of the setting', async () => {
    const { sources } = makeHome()
    const load = async (env: Record<string, string>) => (await loadConfig(definition(), sources({ env }))).values
    expect((await load({ PERTH_REDIS_PORT: '7000' })).redis.port).toBe(7000)
    expect((await load({ PERTH_REDIS_HOST: '7000' })).redis.host).toBe('7000')
    expect((await load({ PERTH_TRACKING: 'off' })).tracking).toBe(false)
    expect((await load({ PERTH_LIMIT: 'none' })).limit).toBe('none')
    expect((await load({ PERTH_LIMIT: 'null' })).limit).toBe(null)
    expect((await load({ PERTH_STOP: 'a, b' })).llm.stop).toEqual(['a', 'b'])
    expect((await load({ PERTH_STOP: '["a,b"]' })).llm.stop).toEqual(['a,b'])
    expect((await load({ PERTH_HEADERS: '{"x": "1"}' })).llm.headers).toEqual({ x: '1' })
    expect((await load({ PERTH_REDIS_HOST: '' })).redis.host).toBe('localhost')
  })

  it('lists every wrong value with its place, what was expected and what was found', async () => {
    const { sources } = makeHome({
      [userFile('json')]: '{"redis": {"port": "abc", "password": 12345678901234567890}, "llm": {"provider": "gpt"}}',
    })
    const loading = loadConfig(definition(), sources({ env: { PERTH_REDIS_PORT: '99999', PERTH_HEADERS: '{x' } }))
    await expect(loading).rejects.toMatchObject({ code: 'config/invalid', exitCode: 3 })
    const { message } = await loading.then(
      () => ({ message: '' }),
      (error: Error) => error,
    )
    expect(message.split('\n')).toEqual([
      '5 settings are wrong',
      expect.stringMatching(/^ {2}PERTH_HEADERS: llm.headers: not valid JSON/),
      '  ~/.config/perth/config.json: redis.port: expected a number, found "abc"',
      '  ~/.config/perth/config.json: redis.password: expected text, found ••••7000 (masked)',
      '  ~/.config/perth/config.json: llm.provider: expected one of "none", "ollama", "openai", found "gpt"',
      '  PERTH_REDIS_PORT: redis.port: expected a number of at most 65535, found 99999',
    ])
  })

  it('warns of an unknown key and names the nearest', async () => {
    const config = await user('{"redis": {"hots": "x"}, "llm": {"headers": {"any": "thing"}}, "zzzzzzzzz": 1}').load()
    expect(config.warnings).toEqual([
      {
        origin: '~/.config/perth/config.json',
        path: 'redis.hots',
        message: 'unknown key "hots", did you mean "host"?',
      },
      { origin: '~/.config/perth/config.json', path: 'zzzzzzzzz', message: 'unknown key "zzzzzzzzz"' },
    ])
    expect(config.values.redis).toEqual({ host: 'localhost', port: 6379 })
  })

  it('ignores what a project may not set, and says so', async () => {
    const { sources } = makeHome({ 'project/.perth.json': '{"redis": {"host": "evil"}, "tracking": false}' })
    const config = await loadConfig(definition(), sources())
    expect(config.values).toMatchObject({ redis: { host: 'localhost' }, tracking: false })
    expect(config.warnings).toEqual([
      {
        origin: '~/project/.perth.json',
        path: 'redis.host',
        message: '"redis.host" is ignored: a project\'s file may not set it',
      },
    ])
  })

  it('reads toml and yaml', async () => {
    expect((await user('[redis]\nport = 7001\n', 'toml').load()).values.redis.port).toBe(7001)
    expect((await user('redis:\n  port: 7002\n', 'yaml').load()).values.redis.port).toBe(7002)
  })

  it.each(['json', 'toml', 'yaml'])(
    'takes an empty %s file, blank or only a byte order mark, as no settings',
    async (ending) => {
      for (const text of ['', ' \n', '\ufeff']) {
        expect((await user(text, ending).load()).values).toEqual(definition().defaults)
      }
    },
  )

  it('tolerates a byte order mark', async () => {
    expect((await user('\ufeff{"tracking": false}').load()).values.tracking).toBe(false)
  })

  it.each([
    ['json', '{\n  "redis": {,\n}', /config\.json:2: is not valid JSON: Expected property name/],
    ['json', '{"redis": {', /config\.json:1: is not valid JSON: /],
    ['json', '[1]', /holds a list, expected settings by name/],
    ['json', '"x"', /holds a string, expected settings by name/],
    ['toml', 'tracking = true\n[redis\n', /config\.toml:2: is not valid TOML: /],
    ['yaml', 'redis:\n  port: 1\n port: 2\n', /config\.yaml:3: is not valid YAML: /],
    ['yaml', 'a: 1\n---\nb: 2\n', /is not valid YAML: /],
    ['json', '{"__proto__": {"polluted": true}}', /the key "__proto__" is not allowed/],
    ['json', '{"redis": {"constructor": {}}}', /the key "redis.constructor" is not allowed/],
    ['yaml', '__proto__:\n  polluted: true\n', /the key "__proto__" is not allowed/],
    ['toml', '["__proto__"]\npolluted = true\n', /the key "__proto__" is not allowed|not valid TOML/],
  ])('refuses a wrong %s file: %j', async (ending, text, message) => {
    const { load } = user(text, ending)
    await expect(load()).rejects.toThrow(message)
    await expect(load()).rejects.toMatchObject({ code: 'config/file', exitCode: 3, hint: expect.any(String) })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('refuses aliases that grow without end', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let n = 1; n < 12; n++)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`)
    await expect(user(lines.join('\n'), 'yaml').load()).rejects.toThrow(/is not valid YAML/)
  })

  it('refuses a folder, bytes that are no UTF-8, and a file too large', async () => {
    const home = makeHome()
    mkdirSync(home.path(userFile('json')), { recursive: true })
    await expect(loadConfig(definition(), home.sources())).rejects.toThrow(/is a folder, expected a file/)
    await expect(user(new Uint8Array([0x7b, 0xff, 0x7d])).load()).rejects.toThrow(/is not UTF-8 text/)
    await expect(user(`{"a": "${'x'.repeat(1024 * 1024)}"}`).load()).rejects.toThrow(/is larger than 1 MiB/)
    await expect(
      loadConfig(definition('config.ini'), makeHome({ '.config/perth/config.ini': 'a=1' }).sources()),
    ).rejects.toThrow(/has an unknown ending/)
  })

  it.skipIf(process.getuid?.() === 0)('names a file that may not be read', async () => {
    const home = user('{}')
    chmodSync(home.path(userFile('json')), 0)
    await expect(home.load()).rejects.toThrow(/can't be read/)
  })

  it('migrates an older version and refuses a newer one', async () => {
    const versioned = {
      ...definition(),
      version: 3,
      migrations: [
        (old: Record<string, unknown>) => ({ ...old, tracking: old.track }),
        ({ track: _, ...old }: Record<string, unknown>) => ({ ...old, limit: 5 }),
      ],
    }
    const load = (text: string) => loadConfig(versioned, makeHome({ [userFile('json')]: text }).sources())
    expect((await load('{"track": false}')).values).toMatchObject({ tracking: false, limit: 5 })
    expect((await load('{"version": "2.0", "tracking": false}')).values).toMatchObject({ tracking: false, limit: 5 })
    expect((await load('{"version": 3, "tracking": false}')).values).toMatchObject({ tracking: false, limit: 100 })
    expect((await load('{"version": 3, "tracking": false}')).warnings).toEqual([])
    await expect(load('{"version": 4}')).rejects.toMatchObject({ code: 'config/newer', exitCode: 3 })
    await expect(load('{"version": "soon"}')).rejects.toThrow(/version: expected a whole number/)
  })
})

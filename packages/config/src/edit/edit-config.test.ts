import { execFile } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { bundleSourceForChild } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { definition, makeHome, schema, userFile } from '../../test/sample-config.js'
import { loadConfig } from '../load/load-config.js'
import { editConfig } from './edit-config.js'

const editing = (ending: string, text?: string) => {
  const home = makeHome(text === undefined ? {} : { [userFile(ending)]: text })
  const own = definition(`config.${ending}`)
  return {
    ...home,
    file: home.path(userFile(ending)),
    text: () => readFileSync(home.path(userFile(ending)), 'utf8'),
    editor: editConfig(own, 'user', home.sources()),
    load: () => loadConfig(own, home.sources()),
  }
}

describe('editConfig', () => {
  it.each(['json', 'toml', 'yaml'])('sets and unsets in a new %s file of the owner', async (ending) => {
    const { editor, file, load } = editing(ending)
    expect(await editor.set('redis.port', '7000')).toEqual({
      path: 'redis.port',
      value: 7000,
      layer: 'user',
      origin: `~/.config/perth/config.${ending}`,
      secret: false,
    })
    await editor.set('llm.stop', 'a,b')
    await editor.set('tracking', 'no')
    expect((await load()).values).toMatchObject({ redis: { port: 7000 }, llm: { stop: ['a', 'b'] }, tracking: false })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await editor.unset('redis.port')).toBe(true)
    expect(await editor.unset('redis.port')).toBe(false)
    expect((await load()).get('redis.port')).toMatchObject({ value: 6379, layer: 'default' })
    expect((await load()).values.tracking).toBe(false)
  })

  it('keeps the comments and the order of a YAML file', async () => {
    const before = '# mine\nllm:\n  provider: ollama # local\n\n# the server\nredis:\n  host: box\n'
    const { editor, text } = editing('yaml', before)
    await editor.set('redis.port', '7000')
    expect(text()).toBe(`${before}  port: 7000\n`)
    await editor.set('llm.provider', 'none')
    expect(text()).toContain('provider: none # local')
    await editor.unset('redis.port')
    expect(text()).toBe(before.replace('ollama', 'none'))
  })

  it('keeps the comments of a TOML file where the setting has a line of its own', async () => {
    const { editor, text } = editing(
      'toml',
      '# mine\ntracking = true # always\n\n[redis]\n# the server\nhost = "box"\n\n[llm]\nstop = []\n',
    )
    await editor.set('redis.port', '7000')
    await editor.set('tracking', 'false')
    await editor.set('llm.headers.x', 'y')
    expect(text()).toBe(
      '# mine\ntracking = false # always\n\n[redis]\n# the server\nhost = "box"\nport = 7000\n\n[llm]\nstop = []\n\n[llm.headers]\nx = "y"\n',
    )
    await editor.unset('redis.host')
    expect(text()).toContain('[redis]\n# the server\nport = 7000\n')
  })

  it('writes a TOML file anew where a line can not be changed', async () => {
    const { editor, load } = editing('toml', 'redis = { host = "box", port = 1 }\nllm.stop = [\n  "a",\n]\n')
    await editor.set('redis.port', '7000')
    await editor.set('llm.stop', 'b')
    expect((await load()).values).toMatchObject({ redis: { host: 'box', port: 7000 }, llm: { stop: ['b'] } })
  })

  it('refuses a wrong value and an unknown key, and leaves the file alone', async () => {
    const { editor, text } = editing('json', '{"tracking":false}')
    await expect(editor.set('redis.port', 'abc')).rejects.toMatchObject({
      code: 'config/invalid',
      message: '~/.config/perth/config.json: redis.port: expected a number, found "abc"',
    })
    await expect(editor.set('redis.prot', '1')).rejects.toMatchObject({
      code: 'config/unknown-key',
      message: 'unknown key "prot", did you mean "port"?',
    })
    await expect(editor.set('__proto__.x', '1')).rejects.toMatchObject({ code: 'config/refused-key' })
    for (const path of ['', '.', 'a..b', 'a.', '"a'])
      await expect(editor.set(path, '1')).rejects.toMatchObject({ code: 'config/bad-path' })
    expect(text()).toBe('{"tracking":false}')
  })

  it('can mend a file with two faults one at a time', async () => {
    const { editor, load } = editing('json', '{"redis": {"port": "x"}, "tracking": "y"}')
    await editor.set('redis.port', '1')
    await expect(load()).rejects.toThrow(/tracking: expected true or false/)
    await editor.set('tracking', 'true')
    expect((await load()).values.redis.port).toBe(1)
  })

  it('judges a setting together with those beside it in the file', async () => {
    const strict = {
      ...definition(),
      schema: async () => {
        const server = z.strictObject({ kind: z.enum(['a', 'b']), url: z.string() })
        return schema.extend({ servers: z.record(z.string(), server.partial({ url: true })) }) as typeof schema
      },
      defaults: { ...definition().defaults, servers: {} },
    }
    const { sources, path } = makeHome({ [userFile('json')]: '{"servers": {"old": {"url": "x", "urll": "y"}}}' })
    const editor = editConfig(strict, 'user', sources())
    await expect(editor.set('servers.lab.url', 'http://x')).rejects.toMatchObject({
      message: expect.stringContaining('servers.lab.kind'),
      hint: 'Set servers.lab.kind first.',
    })
    await expect(editor.set('servers.lab.kind', 'c')).rejects.toMatchObject({ code: 'config/invalid' })
    await expect(editor.set('servers.lab.urll', 'c')).rejects.toMatchObject({
      message: 'unknown key "urll", did you mean "url"?',
    })
    await editor.set('servers.lab.kind', 'a')
    await editor.set('servers.lab.url', 'http://x')
    // The fault that was there before is no obstacle, and no excuse for the same one again.
    await expect(editor.set('servers.old.kind', 'c')).rejects.toMatchObject({ code: 'config/invalid' })
    await editor.set('servers.old.kind', 'b')
    expect(JSON.parse(readFileSync(path(userFile('json')), 'utf8')).servers.lab).toEqual({ kind: 'a', url: 'http://x' })
    const { warnings } = await loadConfig(strict, sources())
    expect(warnings).toMatchObject([{ path: 'servers.old.urll', message: 'unknown key "urll", did you mean "url"?' }])
  })

  it('follows a link and leaves it a link, also where its target is new', async () => {
    const home = makeHome({ 'dotfiles/perth.json': '{"tracking": false}', '.config/perth/.keep': '' })
    const link = home.path(userFile('json'))
    symlinkSync('../../dotfiles/perth.json', link)
    await editConfig(definition(), 'user', home.sources()).set('limit', '7')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(home.path('dotfiles/perth.json'), 'utf8'))).toEqual({ tracking: false, limit: 7 })

    const other = makeHome({ '.config/perth/.keep': '' })
    symlinkSync('../../new/perth.json', other.path(userFile('json')))
    await editConfig(definition(), 'user', other.sources()).set('limit', '8')
    expect(readFileSync(other.path('new/perth.json'), 'utf8')).toBe('{\n  "limit": 8\n}\n')

    const circle = makeHome({ '.config/perth/.keep': '' })
    symlinkSync('config.json', circle.path(userFile('json')))
    await expect(editConfig(definition(), 'user', circle.sources()).set('limit', '8')).rejects.toThrow(
      /leads in a circle/,
    )
  })

  it('does not let a project set what is personal', async () => {
    const { sources, home } = makeHome()
    const project = editConfig(definition(), 'project', sources())
    await expect(project.set('redis.host', 'x')).rejects.toMatchObject({ code: 'config/personal', exitCode: 2 })
    await project.set('tracking', 'false')
    expect(project.path).toBe(`${home}/project/deep/.perth.json`)
    expect(existsSync(project.path)).toBe(true)
  })

  it('brings an older file up to date and keeps the old one', async () => {
    const versioned = {
      ...definition(),
      version: 2,
      migrations: [({ track, ...old }: Record<string, unknown>) => ({ ...old, tracking: track })],
    }
    const old = '{"track": false}'
    const { sources, path } = makeHome({ [userFile('json')]: old })
    expect((await loadConfig(versioned, sources())).values.tracking).toBe(false)
    expect(JSON.parse(readFileSync(path(userFile('json')), 'utf8'))).toEqual({ version: 2, tracking: false })
    expect(readFileSync(path(`${userFile('json')}.v1.bak`), 'utf8')).toBe(old)
    await editConfig(versioned, 'user', sources()).set('limit', '3')
    expect(JSON.parse(readFileSync(path(userFile('json')), 'utf8'))).toEqual({ version: 2, tracking: false, limit: 3 })

    const fresh = makeHome()
    await editConfig(versioned, 'user', fresh.sources()).set('limit', '3')
    expect(JSON.parse(readFileSync(fresh.path(userFile('json')), 'utf8'))).toEqual({ version: 2, limit: 3 })
    expect(readdirSync(fresh.path('.config/perth')).filter((name) => name.endsWith('.bak'))).toEqual([])
  })

  it('loses none of ten settings that ten processes set at once', async () => {
    const { file, home, load } = editing('json')
    const script = await bundleSourceForChild(
      `import { editConfig } from './edit-config.js'
       import { definition } from '../../test/sample-config.js'
       const [home, key] = process.argv.slice(2)
       void editConfig(definition(), 'user', { env: {}, cwd: home, home }).set('llm.headers.' + key, key)`,
      import.meta.dirname,
    )
    const run = promisify(execFile)
    await Promise.all(Array.from({ length: 10 }, (_, n) => run(process.execPath, [script, home, `key${n}`])))
    const expected = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`key${n}`, `key${n}`]))
    expect((await load()).values.llm.headers).toEqual(expected)
    expect(readdirSync(dirname(file)).sort()).toEqual(['config.json', 'config.json.lock'])
  })

  it.skipIf(process.getuid?.() === 0)('says why a file can not be written', async () => {
    const { editor, home } = editing('json', '{}')
    chmodSync(`${home}/.config/perth`, 0o500)
    await expect(editor.set('limit', '1')).rejects.toMatchObject({ code: 'storage/eacces' })
  })
})

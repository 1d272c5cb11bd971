import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { memory, run } from '../../test/run-in-process.js'
import type { CliDefinition } from '../command.js'
import { assertMatchesOutput } from '../testing/index.js'
import type { ConfigApp } from './config-app.js'
import { configCommands, configCompletions } from './config-commands.js'

const schema = z.object({
  redis: z.object({ url: z.string(), password: z.string().optional() }),
  llm: z.object({ provider: z.string() }),
})

const app: ConfigApp = {
  program: 'demo',
  definition: {
    app: 'demo',
    schema: async () => schema,
    defaults: { redis: { url: 'redis://localhost' }, llm: { provider: 'openai' } },
    environment: { DEMO_REDIS_URL: 'redis.url' },
    userFile: 'config.toml',
    projectFile: '.demo.json',
  },
  sends: ['your question'],
  providers: [{ id: 'openai', endpoint: 'https://api.openai.com/v1' }],
  defaultProvider: (values) => (values as z.output<typeof schema>).llm.provider,
}

const definition: CliDefinition = {
  name: 'demo',
  version: '1.0.0',
  summary: 'For tests.',
  formats: ['text', 'json'],
  commands: configCommands(app),
  completions: configCompletions(app),
}

function installed(config?: string) {
  const home = mkdtempSync(join(tmpdir(), 'config-commands-'))
  const folder = join(home, '.config', 'demo')
  const file = join(folder, 'config.toml')
  mkdirSync(folder, { recursive: true })
  if (config !== undefined) writeFileSync(file, config)
  const demo = (argv: readonly string[], env: Record<string, string> = {}) =>
    run(definition, argv, { cwd: home, env: { HOME: home, ...env } })
  const json = async (...argv: string[]) => {
    const { stdout } = await demo([...argv, '--json'])
    const body = JSON.parse(stdout)
    if (body.ok) assertMatchesOutput(definition, argv.slice(0, 2).join(' '), body.data)
    return body
  }
  const editor = (script: string) => {
    const path = join(home, 'editor.sh')
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    return { EDITOR: path }
  }
  return { home, folder, file, demo, json, editor }
}

describe('config show', () => {
  it('shows each value with its origin, secrets masked, escapes visible', async () => {
    const { demo } = installed('[redis]\npassword = "0123456789abcdefghij"\n[llm]\nprovider = "a\\u001b[31m"\n')
    const { stdout } = await demo(['config', 'show'], { DEMO_REDIS_URL: 'redis://me:hunter2@box:6379' })
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['SETTING', 'VALUE', 'FROM'],
      ['redis.url', 'redis://me:••••@box:6379', 'DEMO_REDIS_URL'],
      ['redis.password', '••••ghij', '~/.config/demo/config.toml'],
      ['llm.provider', 'a␛[31m', '~/.config/demo/config.toml'],
      [''],
    ])
  })

  it('masks whatever stands before the host of an address', async () => {
    const { demo } = installed()
    for (const address of ['redis://u:p@hunter2@box', 'redis://hunter2@box', 'redis://:a/hunter2@box']) {
      const { stdout } = await demo(['config', 'show'], { DEMO_REDIS_URL: address })
      expect(stdout).toMatch(/••••@box/)
      expect(stdout).not.toContain('hunter2')
    }
  })

  it('warns of unknown keys on stderr, and in JSON in the answer', async () => {
    const { demo, json } = installed('[redis]\nulr = "x"\n')
    const { code, stderr } = await demo(['config', 'show'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'warning: ~/.config/demo/config.toml: unknown key "ulr", did you mean "url"?\n',
    })
    expect((await json('config', 'show')).data.warnings).toHaveLength(1)
  })

  it('stops with 3 rather than show half a configuration', async () => {
    const { demo } = installed('[redis]\nurl = 5\n')
    expect(await demo(['config', 'show'])).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'error: ~/.config/demo/config.toml: redis.url: expected text, found 5\nhint: Correct the setting, or remove it to use the default.\n',
    })
  })
})

describe('config get, set, unset, path', () => {
  it('changes a value and takes it back', async () => {
    const { demo, json, file } = installed()
    expect((await demo(['config', 'get', 'redis.url'])).stdout).toBe('redis://localhost\n')
    expect((await demo(['config', 'set', 'redis.url', 'redis://box'])).stdout).toBe(
      'redis.url = redis://box (~/.config/demo/config.toml)\n',
    )
    expect((await json('config', 'get', 'redis.url')).data).toMatchObject({ value: 'redis://box', layer: 'user' })
    expect((await json('config', 'path')).data).toEqual({ user: file, project: null })
    expect((await json('config', 'unset', 'redis.url')).data).toEqual({ path: 'redis.url', removed: true })
    expect((await json('config', 'unset', 'redis.url')).data).toEqual({ path: 'redis.url', removed: false })
    expect((await demo(['config', 'set', '--local', 'llm.provider', 'none'])).code).toBe(0)
    expect((await json('config', 'get', 'llm.provider')).data).toMatchObject({ value: 'none', layer: 'project' })
  })

  it('never prints a secret that was set', async () => {
    const { demo, json } = installed()
    const secret = 'x'.repeat(20)
    const { stdout } = await demo(['config', 'set', 'redis.password', secret])
    expect(stdout).toBe('redis.password = ••••xxxx (~/.config/demo/config.toml)\n')
    expect(JSON.stringify(await json('config', 'get', 'redis.password'))).not.toContain(secret)
  })

  it('names the nearest setting for a wrong one', async () => {
    const { demo } = installed()
    expect((await demo(['config', 'get', 'redis.ulr'])).stderr).toBe(
      'error: there is no setting "redis.ulr"\nhint: Did you mean redis.url?\n',
    )
    expect((await demo(['config', 'set', 'redi.url', 'x'])).stderr).toMatch(
      /unknown key "redi", did you mean "redis"\?/,
    )
  })
})

describe('config edit', () => {
  it('takes a valid result, private and without leftovers', async () => {
    const { demo, editor, file, folder } = installed('# mine\n')
    const { stdout } = await demo(['config', 'edit'], {
      PATH: process.env.PATH ?? '',
      ...editor('printf \'[llm]\\nprovider = "none"\\n\' >> "$1"'),
    })
    expect(stdout).toBe(`${file} was changed.\n`)
    expect(readFileSync(file, 'utf8')).toBe('# mine\n[llm]\nprovider = "none"\n')
    expect(readdirSync(folder).sort()).toEqual(['config.toml', 'config.toml.lock'])
  })

  it.each([
    ['an invalid result', 'echo "redis = 5" > "$1"', 3, /redis: expected a table, found 5/, 'redis = 5\n'],
    ['a broken file', 'echo "redis = [" > "$1"', 3, /is not valid TOML/, 'redis = [\n'],
    ['an editor that fails', 'echo "half" > "$1"; exit 2', 2, /the editor ended with 2/, undefined],
    [
      'another process that changed it',
      'echo "#" > "$1"; echo "# theirs" > "$HOME/.config/demo/config.toml"',
      2,
      /was changed by another process/,
      '#\n',
    ],
  ])('keeps the old file, and what was written, on %s', async (what, script, code, message, draft) => {
    const { demo, editor, file, folder } = installed('# mine\n')
    const outcome = await demo(['config', 'edit'], { PATH: process.env.PATH ?? '', ...editor(script) })
    expect(outcome.code).toBe(code)
    expect(outcome.stderr).toMatch(message)
    expect(readFileSync(file, 'utf8')).toBe(what.startsWith('another') ? '# theirs\n' : '# mine\n')
    const drafts = readdirSync(folder).filter((name) => name.startsWith('.edit'))
    expect(drafts.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(draft === undefined ? [] : [draft])
    for (const name of drafts) expect(outcome.stderr).toContain(` is kept in ${join(folder, name)}: `)
  })

  it('says that no editor is set', async () => {
    expect((await installed().demo(['config', 'edit'])).stderr).toMatch(/no editor is set\nhint: Set VISUAL or EDITOR/)
  })
})

describe('config health', () => {
  it('is 0 for a valid configuration and 1 for a broken one', async () => {
    expect((await installed().demo(['config', 'health'])).code).toBe(0)
    const broken = installed('x = [')
    expect((await broken.demo(['config', 'health'])).code).toBe(1)
    expect((await broken.json('config', 'health')).data.checks).toMatchObject([{ status: 'fail' }])
  })
})

describe('config consent', () => {
  it('shows what would be sent before it asks', async () => {
    const { home, json } = installed()
    const stderr = memory()
    const refused = await run(definition, ['config', 'consent', '--grant'], {
      cwd: home,
      env: { HOME: home },
      stderr: stderr.terminal,
    })
    expect(refused.code).toBe(2)
    expect(stderr.text()).toContain('demo would send this to openai at https://api.openai.com/v1:\n  - your question\n')
    expect(stderr.text()).toContain('hint: Add --yes to say yes beforehand.')
    expect((await json('config', 'consent')).data.consents).toEqual([])
  })

  it('grants and revokes in the record that the whole suite shares', async () => {
    const { json, home } = installed()
    expect((await json('config', 'consent', '--grant', 'openai', '--yes')).data.consents).toMatchObject([
      { provider: 'openai', tool: 'demo', address: 'https://api.openai.com', textVersion: 2, current: true },
    ])
    expect(existsSync(join(home, '.config', 'engawa', 'consent.json'))).toBe(true)
    expect((await json('config', 'consent', '--revoke')).data.consents).toEqual([])
  })

  it('refuses a provider that needs none, and both at once', async () => {
    const { json } = installed()
    expect((await json('config', 'consent', '--grant', 'ollama', '--yes')).error).toMatchObject({
      code: 'usage/unknown-provider',
      hint: 'Name one of: openai.',
    })
    expect((await json('config', 'consent', '--grant', '--revoke')).error.code).toBe('usage/conflict')
  })
})

describe('completion of keys', () => {
  it('offers the keys there are', async () => {
    const { demo } = installed()
    expect((await demo(['__complete', 'fish', 'config', 'get', 'redis'])).stdout).toBe('redis.url\n')
  })
})

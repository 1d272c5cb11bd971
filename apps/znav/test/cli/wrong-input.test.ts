import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'
import { type Installed, install } from './stores.js'

interface Wrong {
  readonly args: readonly string[]
  readonly exit: number
  readonly code: string
  readonly message: string | RegExp
}

const wrong: readonly Wrong[] = [
  { args: ['pnae', 'log'], exit: 1, code: 'usage/unknown-command', message: 'unknown command "pnae"' },
  { args: ['pane', 'log'], exit: 1, code: 'usage/missing-argument', message: /missing required argument 'name'/ },
  { args: ['pane', 'log', 'back end', 'x'], exit: 1, code: 'pane/name-invalid', message: /"back end" can't be/ },
  { args: ['pane', 'log', '$(reboot)', 'x'], exit: 1, code: 'pane/name-invalid', message: /"\$\(reboot\)" can't be/ },
  { args: ['pane', 'log', 'info', 'x'], exit: 1, code: 'pane/name-reserved', message: /"info" is a command/ },
  { args: ['pane', 'log', 'n'.repeat(65), 'x'], exit: 1, code: 'pane/name-too-long', message: /65 characters/ },
  { args: ['pane', 'log', 'backend', ' \n '], exit: 1, code: 'summary/empty', message: 'the summary is empty' },
  { args: ['pane', 'log', 'backend', '🏯'.repeat(501)], exit: 1, code: 'summary/too-long', message: /1 too many/ },
  { args: ['pane', 'log', 'backend', 'a\u001b[2Jb'], exit: 1, code: 'summary/control-characters', message: /control/ },
  { args: ['pane', 'log', 'backend', 'x', '--type', 'epic'], exit: 1, code: 'usage/bad-choice', message: /'epic'/ },
  { args: ['pane', 'log', 'backend', 'x', '--artifacts', ''], exit: 1, code: 'artifacts/empty', message: /is empty/ },
  { args: ['pane', 'log', 'backend', 'two', 'texts'], exit: 1, code: 'usage/excess-argument', message: /too many/ },
  { args: ['pane', 'log', 'backend', 'x', '--tpye', 'a'], exit: 1, code: 'usage/unknown-option', message: /--tpye/ },
  { args: ['pane', 'history', 'nobody'], exit: 2, code: 'not-found/pane', message: 'no pane "nobody" is known' },
  { args: ['pane', 'history', 'known', '--last', '0'], exit: 1, code: 'usage/count', message: '"0" is not a count' },
  { args: ['pane', 'history', 'known', '--since', 'soon'], exit: 1, code: 'since/invalid', message: /"soon" is not a/ },
  { args: ['pane', 'backend', '--meta', 'novalue'], exit: 1, code: 'meta/invalid', message: /"novalue" is not a key/ },
  { args: ['snapshot', 'create'], exit: 1, code: 'usage/missing-argument', message: /argument 'name'/ },
  { args: ['snapshot', 'create', '../x'], exit: 1, code: 'snapshot/name-invalid', message: /"..\/x" can't be/ },
  { args: ['snapshot', 'create', 'latest'], exit: 1, code: 'snapshot/name-reserved', message: /called latest/ },
  { args: ['snapshot', 'create', 's'.repeat(65)], exit: 1, code: 'snapshot/name-invalid', message: /can't be/ },
  { args: ['snapshot', 'show', 'nothing'], exit: 2, code: 'not-found/snapshot', message: /no snapshot nothing/ },
  { args: ['snapshot', 'diff', 'a'], exit: 1, code: 'usage/missing-argument', message: /argument 'b'/ },
  { args: ['snapshot', 'diff', 'a', 'b'], exit: 2, code: 'not-found/snapshot', message: /no snapshot a/ },
  { args: ['snapshot', 'restore', '$(x)'], exit: 2, code: 'not-found/snapshot', message: /no snapshot/ },
  { args: ['snapshot', 'verify', 'nothing'], exit: 2, code: 'not-found/snapshot', message: /no snapshot nothing/ },
  {
    args: ['snapshot', 'delete', 'x', '--session', 'ü'],
    exit: 2,
    code: 'not-found/snapshot',
    message: /no snapshot x/,
  },
  { args: ['events', 'flush'], exit: 3, code: 'config/no-broker', message: 'no broker is configured' },
  { args: ['config', 'set', 'redis_ulr', 'x'], exit: 3, code: 'config', message: /redis_ulr/ },
  { args: ['list', '--format', 'xml'], exit: 1, code: 'usage/bad-choice', message: /'xml'/ },
]

describe('wrong input', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await install('SQLite')
    await installed.znav('pane', 'log', 'known', 'here')
  })
  afterAll(() => installed.stop())

  it.each(wrong)('$args', async ({ args, exit, code, message }) => {
    const text = await installed.znav(...args)
    expect(text).toMatchObject({ code: exit, stdout: '' })
    const said = /^error: (.*)\n(?:hint: .+\n)?$/.exec(text.stderr)?.[1]
    if (typeof message === 'string') expect(said).toBe(message)
    else expect(said).toMatch(message)

    const json = await installed.znav(...args, '--json')
    if (args.includes('xml')) return
    expect(json).toMatchObject({ code: exit, stderr: '' })
    const answer = JSON.parse(json.stdout)
    expect(answer).toMatchObject({ ok: false, error: { message: said } })
    expect(answer.error.code).toMatch(code)
  })

  it('in the environment and in the file stops with 3 and the place', async () => {
    const depth = znavIn({ ...installed.env, PERTH_HISTORY_DEPTH: 'many' })
    expect(await depth('list')).toMatchObject({ code: 3, stderr: expect.stringContaining('PERTH_HISTORY_DEPTH') })
    const folder = join(installed.home.path, 'broken')
    mkdirSync(folder)
    writeFileSync(join(folder, 'config.toml'), '[intent_tracking]\nhistory_depth = 0\n')
    const broken = await znavIn({ ...installed.env, PERTH_HOME: folder })('list')
    expect(broken).toMatchObject({ code: 3, stderr: expect.stringContaining('intent_tracking.history_depth') })
  })

  it('while tracking is switched off stops with 3 and the way to switch it on', async () => {
    const off = znavIn({ ...installed.env, PERTH_INTENT_TRACKING: 'false' })
    expect(await off('pane', 'log', 'known', 'x')).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'error: intent tracking is switched off\nhint: Switch it on: znav config set intent_tracking.enabled true\n',
    })
  })
})

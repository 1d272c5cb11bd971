import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FakeCloud, startFakeCloud, waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')
/** util-linux's `script` gives a program a terminal of its own. */
const script = ['/usr/bin/script', '/bin/script'].find(existsSync)

let zen: ZenHome
let cloud: FakeCloud
beforeEach(async () => {
  zen = await createZenHome()
  cloud = await startFakeCloud()
})
afterEach(async () => {
  await cloud.close()
  await zen.close()
})

/** Type each answer when its question stands there. What the terminal showed, and the exit code. */
async function typing(args: string, env: Record<string, string>, dialogue: readonly (readonly [RegExp, string])[]) {
  const child = spawn(script ?? '', ['-qefc', `'${process.execPath}' '${bin}' ${args}`, '/dev/null'], {
    cwd: zen.home,
    env: {
      PATH: process.env.PATH,
      HOME: zen.home,
      TERM: 'dumb',
      SHELL: '/bin/sh',
      OLLAMA_HOST: zen.ollama.url,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let seen = 0
  for (const [question, answer] of dialogue) {
    await waitUntil(`it asks ${question}`, () => question.test(screen.slice(seen)), { explain: () => screen })
    seen = screen.length
    child.stdin.write(answer)
  }
  return { code: await ended, screen }
}

const fakeKey = () => `test-${randomBytes(24).toString('hex')}`

describe.runIf(script !== undefined && process.platform === 'linux')('at a terminal', () => {
  it('a key and a passphrase are typed unseen; corrected, pasted, and asked for twice when new', async () => {
    const [key, passphrase] = [fakeKey(), randomBytes(12).toString('base64')]
    const env = { ENGAWA_KEYRING: 'off' }
    const { code, screen } = await typing('keys set openai', env, [
      [/Key of openai/, `wrong\u0015${key}x\u007f\r`],
      [/New passphrase/, `${passphrase}\r`],
      [/Once more/, `${passphrase}\r`],
    ])
    expect({ code, screen }).toMatchObject({ code: 0, screen: expect.stringContaining('is kept: encrypted in') })
    expect(screen).not.toContain(key)
    expect(screen).not.toContain(passphrase)
    const which = await zen.run(['keys', 'which', 'openai'], { env: { ...env, ENGAWA_PASSPHRASE: passphrase } })
    expect(which.stdout).toContain(key.slice(-4))
  })

  it('two passphrases that differ change nothing, and Ctrl-C ends it', async () => {
    const env = { ENGAWA_KEYRING: 'off' }
    const differ = await typing('keys set openai', env, [
      [/Key of openai/, `${fakeKey()}\r`],
      [/New passphrase/, 'one of the two\r'],
      [/Once more/, 'the other one\r'],
    ])
    expect(differ.screen).toContain('not the same')
    const ended = await typing('keys set openai', env, [[/Key of openai/, 'half a ke\u0003']])
    expect(ended.code).toBe(130)
    expect((await zen.run(['keys', 'list'], { env })).stdout).toContain('No keys')
  })

  it('consent is asked for when it is needed, with what would be sent, and to whom', async () => {
    const env = { OPENAI_API_KEY: fakeKey(), OPENAI_BASE_URL: cloud.openaiUrl }
    const ask = 'chat Hello -m openai/gpt-4o-mini'
    const no = await typing(ask, env, [[/Agree\?/, 'n\n']])
    expect(no.screen).toContain(`zen would send this to openai at ${cloud.openaiUrl}`)
    expect(no).toMatchObject({ code: 3, screen: expect.stringContaining('Nothing was sent') })
    expect(cloud.requests).toHaveLength(0)
    const yes = await typing(ask, env, [[/Agree\?/, 'y\n']])
    expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining('You said: Hello') })
    const again = await typing(ask, env, [])
    expect(again).toMatchObject({ code: 0, screen: expect.not.stringContaining('Agree?') })
  })
})

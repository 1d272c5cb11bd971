import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { openSqlite } from '@engawa/storage/sqlite'
import { runBin } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSenaHome, noOllama, type SenaHome, senaBin } from './sena-process.js'

let home: SenaHome
beforeEach(async () => {
  home = await createSenaHome()
})
afterEach(() => home.remove())

const settingsFile = () => join(home.path, 'config', 'settings.yaml')
const databaseFile = () => join(home.path, 'data', 'memory', 'sena.db')

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

test('says where it listens and what is not there', async () => {
  const { process } = await home.start({ args: ['--web', join(home.path, 'no-such-folder')] })
  await expect.poll(process.output, { timeout: 15_000 }).toContain('answering without a model')
  expect(process.output()).toContain(`Ollama: not found at ${noOllama}`)
  expect(process.output()).toContain('not built here')
})

test('a taken port is named, with the settings that change it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await home.command('--port', String(port))
  other.close()

  expect(code).toBe(3)
  expect(stderr).toContain(`Port ${port}`)
  expect(stderr).toMatch(/--port, SENA_PORT or api\.port/)
})

test.each(['0.0.0.0', '192.168.1.2', '::', 'sena.example'])('refuses to listen on %s', async (host) => {
  const { code, stderr } = await home.command('--host', host)
  expect(code).toBe(3)
  expect(stderr).toContain('on this machine only')
})

test.each([
  ['api:\n  port: many\n', /api\.port.*many/s],
  ['api: [\n', /settings\.yaml:\d+/],
  ['llm:\n  models:\n    fast:\n      temperature: 9\n', /temperature/],
])('a wrong settings file is named with what is wrong in it: %j', async (yaml, says) => {
  await write(settingsFile(), yaml)
  const { code, stderr } = await home.command()
  expect(code).toBe(3)
  expect(stderr).toMatch(says)
})

test('settings, variables and flags decide in that order', async () => {
  await write(settingsFile(), 'llm:\n  models:\n    fast:\n      name: mine:1b\napi:\n  port: 1\n')
  const { stdout } = await home.command('config', 'get', 'llm.models.fast.name')
  expect(stdout.trim()).toBe('mine:1b')
  const result = await runBin(senaBin, ['config', 'get', 'api.port'], { env: { ...home.env, SENA_PORT: '2' } })
  expect(result.stdout.trim()).toBe('2')
  const sena = await home.start()
  expect(sena.url).not.toMatch(/:[12]$/)
})

test('a second Sena on the same folders is told of the first; status and stop find it', async () => {
  const sena = await home.start()
  const second = await home.command('--port', '0')
  expect(second.code).toBe(3)
  expect(second.stderr).toContain(sena.url)

  const status = await home.command('status', '--json')
  expect(JSON.parse(status.stdout)).toMatchObject({ ok: true, data: { running: true, url: sena.url, status: 'ok' } })
  expect((await home.command('stop')).code).toBe(0)
  expect((await home.command('status')).code).toBe(1)
  expect((await home.command('stop')).stdout).toContain('does not run')
})

test('a killed Sena leaves nothing behind that keeps the next one from starting', async () => {
  const first = await home.start()
  await first.process.kill()
  expect((await home.command('status')).stdout).toContain('does not run')
  const again = await home.start()
  expect(await again.client.health()).toMatchObject({ status: 'ok' })
})

test('a file that is no database is named, and left as it is', async () => {
  await write(databaseFile(), 'this is my diary, not a database. '.repeat(100))
  const { code, stderr } = await home.command('--port', '0')
  expect(code).toBe(6)
  expect(stderr).toContain(databaseFile())
  expect(stderr).toContain('hint:')
  expect(await readFile(databaseFile(), 'utf8')).toMatch(/^this is my diary/)
})

test('a damaged database is found out at the start', async () => {
  const sena = await home.start()
  for (let n = 0; n < 20; n++) await sena.client.memory.add({ content: `Note ${n}: ${'words '.repeat(500)}` })
  await sena.process.stop()
  const bytes = await readFile(databaseFile())
  bytes.fill(0xa5, 8_192, 40_960)
  await writeFile(databaseFile(), bytes)

  const { code, stderr } = await home.command('--port', '0')
  expect(code).toBe(6)
  expect(stderr).toContain(databaseFile())
})

test('a database of a newer version is refused, with what to do', async () => {
  const sena = await home.start()
  await sena.process.stop()
  const database = await openSqlite(databaseFile())
  database
    .prepare(
      "INSERT INTO engawa_migrations VALUES ('sena', 99, '0099-from-the-future', 'x', '2027-01-01T00:00:00.000Z')",
    )
    .run()
  database.close()

  const { code, stderr } = await home.command('--port', '0')
  expect(code).toBe(6)
  expect(stderr).toMatch(/newer version/)
})

test('doctor looks at everything and changes nothing', async () => {
  const { code, stdout } = await home.command('doctor', '--json')
  expect(code).toBe(0)
  const { checks } = JSON.parse(stdout).data
  expect(checks).toMatchObject([
    { name: 'settings', status: 'ok' },
    { name: 'folders', status: 'ok' },
    { name: 'database', status: 'ok' },
    { name: 'keys', status: 'ok' },
    { name: 'models', status: 'warn' },
    { name: 'server', status: 'ok' },
  ])
  await expect(readFile(databaseFile())).rejects.toThrow()
})

test('serves a built web interface with a strict policy, and its views', async () => {
  const web = join(home.path, 'web')
  await write(join(web, 'index.html'), '<!doctype html><title>Behind the Sena</title>')
  await write(join(web, 'assets', 'app-1a2b.js'), 'export {}')
  await write(join(home.path, 'private.txt'), 'not for you')
  const sena = await home.start({ args: ['--web', web] })

  for (const path of ['/', '/memory', '/sessions/x']) {
    const response = await sena.request(path)
    expect(await response.text()).toContain('Behind the Sena')
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'self'/)
  }
  const script = await sena.request('/assets/app-1a2b.js')
  expect(script.headers.get('content-type')).toContain('javascript')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect((await sena.request('/assets/gone.js')).status).toBe(404)
  expect((await sena.request('/..%2fprivate.txt')).status).toBe(404)
  expect((await sena.request('/api/v1/nothing')).status).toBe(404)
})

test('--cli talks in the terminal, alone or by the Sena that runs', async () => {
  const lines = "My sister's birthday is on 12 May.\n\nWhat did I say about my sister's birthday?\n/exit\nnot asked\n"
  const env = { ...home.env, OLLAMA_HOST: noOllama }
  const alone = await runBin(senaBin, ['--cli', '--session', 'cli'], { env, stdin: lines })
  expect(alone.code).toBe(0)
  expect(alone.stdout).toContain('12 May')

  const sena = await home.start()
  const through = await runBin(senaBin, ['--cli', '--json'], { env, stdin: "When is my sister's birthday?\n" })
  expect(through.code).toBe(0)
  expect(JSON.parse(through.stdout)).toMatchObject({
    ok: true,
    data: { answers: [{ status: 'complete', response: expect.stringContaining('12 May') }] },
  })
  const { messages } = await sena.client.sessions.messages('cli')
  expect(messages.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual([
    "My sister's birthday is on 12 May.",
    "What did I say about my sister's birthday?",
  ])
})

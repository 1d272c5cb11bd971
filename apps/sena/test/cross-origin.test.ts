import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSenaHome, type SenaHome, type SenaProcess } from './sena-process.js'

const desk = 'https://desk.example'
const json = 'application/json'

let home: SenaHome
let sena: SenaProcess
const settle = async (cors: string) => {
  await mkdir(join(home.path, 'config'), { recursive: true })
  await writeFile(join(home.path, 'config', 'settings.yaml'), `api:\n  cors:\n    ${cors}\n`)
}
beforeAll(async () => {
  home = await createSenaHome()
  // With the slash that one gets by copying it from the address bar.
  await settle(`origins: ['${desk}/']`)
  sena = await home.start()
})
afterAll(() => home.remove())

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin')

/** What a browser asks before it lets a page send JSON elsewhere. */
const preflight = (origin: string, to: SenaProcess = sena) =>
  to.request('/api/v1/chat', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  })

test('a listed page is told that it may send JSON', async () => {
  const response = await preflight(desk)
  expect(response.status).toBe(204)
  expect(allowed(response)).toBe(desk)
  expect(response.headers.get('access-control-allow-headers')).toBe('content-type')
  expect(response.headers.get('access-control-allow-methods')).toContain('PATCH')
  expect(response.headers.get('access-control-allow-credentials')).toBeNull()
})

test.each([
  ['an answer', { message: 'Hello.' }, 200],
  ['a stream', { message: 'Hello.', stream: true }, 200],
  ['a problem', { message: '' }, 422],
])('it may read %s', async (_, body, status) => {
  const headers = { origin: desk, 'content-type': json }
  const response = await sena.request('/api/v1/chat', { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.status).toBe(status)
  expect(allowed(response)).toBe(desk)
  expect(response.headers.get('vary')).toMatch(/origin/i)
  await response.text()
})

test('others may not, be they strangers or pages of this machine', async () => {
  const stranger = await preflight('https://evil.example')
  expect([stranger.status, allowed(stranger)]).toEqual([403, null])
  const neighbour = await sena.request('/api/v1/health', { headers: { origin: 'http://localhost:3000' } })
  expect([neighbour.status, allowed(neighbour)]).toEqual([200, null])
})

test('the list counts for nothing when it is switched off', async () => {
  await sena.process.stop()
  await settle(`{ enabled: false, origins: ['${desk}'] }`)
  expect((await preflight(desk, await home.start())).status).toBe(403)
})

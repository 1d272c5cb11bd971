import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCassette } from '@engawa/llm-providers'
import { startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const recorded = () => readFileSync(join(zen.home, 'report.ndjson'), 'utf8')

describe('zen chat --record', () => {
  it('writes what was sent and answered, readable for its owner alone', async () => {
    const run = await zen.run(['chat', 'Hello — 雨', '--record', 'report.ndjson'])
    expect(run.code).toBe(0)
    const chat = parseCassette(recorded()).find(({ request }) => request.path === '/api/chat')
    expect(chat?.request.body).toBe(zen.ollama.modelRequests[0]?.bodyText)
    expect(chat?.response).toMatchObject({ status: 200, body: expect.stringContaining('雨') })
    expect(statSync(join(zen.home, 'report.ndjson')).mode & 0o077).toBe(0)
  })

  it('holds neither a key nor what the server says of one', async () => {
    const cloud = await startFakeCloud()
    const key = `test-${randomBytes(24).toString('hex')}`
    const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: cloud.openaiUrl }
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env })
    cloud.always({ status: { code: 401, error: `no such key: ${key}` } })
    const run = await zen.run(['chat', 'Hello', '-m', 'openai/mini', '--record', 'report.ndjson'], { env })
    await cloud.close()
    expect(run.code).not.toBe(0)
    expect(recorded()).toContain('no such key')
    expect(recorded()).not.toContain(key)
  })

  it('replaces no file, and asks nothing then', async () => {
    writeFileSync(join(zen.home, 'report.ndjson'), 'mine')
    const run = await zen.run(['chat', 'Hello', '--record', 'report.ndjson', '--json'])
    expect(run.code).toBe(2)
    expect(run.json().error.code).toBe('zen/record-file')
    expect(recorded()).toBe('mine')
    expect(zen.ollama.modelRequests).toEqual([])
  })

  it('has nothing to write where nothing is sent', async () => {
    await zen.run(['chat', 'Hello', '--dry-run', '--record', 'report.ndjson'])
    expect(existsSync(join(zen.home, 'report.ndjson'))).toBe(false)
  })
})

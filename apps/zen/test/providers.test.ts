import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeCloud, startFakeCloud } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

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

const key = () => `test-${randomBytes(24).toString('hex')}`

interface Cloud {
  readonly provider: string
  readonly model: string
  readonly env: (cloud: FakeCloud) => Record<string, string>
}

const clouds: readonly Cloud[] = [
  {
    provider: 'openai',
    model: 'gpt-4o-mini',
    env: ({ openaiUrl }) => ({ OPENAI_API_KEY: key(), OPENAI_BASE_URL: openaiUrl }),
  },
  {
    provider: 'anthropic',
    model: 'sonnet',
    env: ({ url }) => ({ ANTHROPIC_API_KEY: key(), ANTHROPIC_BASE_URL: url }),
  },
  {
    provider: 'gemini',
    model: 'flash',
    env: ({ geminiUrl }) => ({ GEMINI_API_KEY: key(), GEMINI_BASE_URL: geminiUrl }),
  },
]

describe.each(clouds)('zen with $provider', ({ provider, model, env }) => {
  it('asks for consent once, then streams; the conversation goes on with another model', async () => {
    const environment = env(cloud)
    const refused = await zen.run(['chat', 'Hello', '--provider', provider, '-m', model], { env: environment })
    expect(refused.code).toBe(3)
    expect(cloud.requests).toHaveLength(0)

    expect((await zen.run(['config', 'consent', '--grant', provider, '--yes'], { env: environment })).code).toBe(0)
    const run = await zen.run(['chat', '-s', 'mixed', 'Hello there', '-m', `${provider}/${model}`], {
      env: environment,
    })
    expect(run).toMatchObject({ code: 0, stdout: 'You said: Hello there\n', stderr: '' })

    await zen.run(['chat', '-s', 'mixed', 'And you?'])
    expect(zen.ollama.modelRequests.at(-1)?.bodyText).toContain('You said: Hello there')
  })

  it('never prints, sends on or stores the key', async () => {
    const environment = env(cloud)
    const [secret = ''] = Object.entries(environment).flatMap(([name, value]) => (name.endsWith('_KEY') ? [value] : []))
    await zen.run(['config', 'consent', '--grant', provider, '--yes'], { env: environment })
    cloud.always({ status: { code: 401, error: `bad key ${secret}` } })
    const run = await zen.run(['chat', `My key is ${secret}`, '--provider', provider, '-m', model, '--debug'], {
      env: environment,
    })
    expect(run.code).toBe(3)
    expect(run.stdout + run.stderr).not.toContain(secret)
    expect(cloud.modelRequests.map(({ bodyText }) => bodyText).join('')).not.toContain(secret)
    expect((await zen.run(['models', '--json'], { env: environment })).stdout).not.toContain(secret)
  })
})

describe('a provider that was moved elsewhere', () => {
  it('needs consent anew, and the refusal names the new address', async () => {
    const usual = { OPENAI_API_KEY: key() }
    await zen.run(['config', 'consent', '--grant', 'openai', '--yes'], { env: usual })
    const moved = { ...usual, OPENAI_BASE_URL: cloud.openaiUrl }
    const refused = await zen.run(['chat', 'Hello', '-m', 'openai/gpt-4o-mini'], { env: moved })
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(cloud.openaiUrl) })
    expect(refused.stderr).toContain('zen config consent --grant openai')
    expect(cloud.requests).toHaveLength(0)
    expect((await zen.run(['models'], { env: moved })).stdout).toMatch(/openai.*no consent/)
    expect((await zen.run(['models'], { env: usual })).stdout).toMatch(/openai.*consent given/)
  })

  it('asks again where an older consent named neither tool nor address', async () => {
    const folder = join(zen.home, '.config/engawa')
    mkdirSync(folder, { recursive: true })
    const grants = { openai: { grantedAt: '2025-11-01T10:00:00.000Z', textVersion: 1 } }
    writeFileSync(join(folder, 'consent.json'), JSON.stringify({ version: 1, grants }))
    const env = { OPENAI_API_KEY: key(), OPENAI_BASE_URL: cloud.openaiUrl }
    expect((await zen.run(['chat', 'Hello', '-m', 'openai/gpt-4o-mini'], { env })).code).toBe(3)
    expect(cloud.requests).toHaveLength(0)
    expect((await zen.run(['config', 'consent'], { env })).stdout).toContain('not in force any more')
  })
})

describe('any server of the OpenAI protocol', () => {
  it('is a few lines of configuration, and local needs no consent', async () => {
    zen.config({ providers: { lab: { kind: 'openai-compatible', base_url: cloud.openaiUrl } } })
    const run = await zen.run(['chat', 'Hello', '-m', 'lab/any-model', '--json'])
    expect(run.json().data).toMatchObject({ answer: 'You said: Hello', provider: 'lab' })
  })

  it('asks for consent under its own name when it is elsewhere', async () => {
    zen.config({ providers: { far: { kind: 'openai-compatible', base_url: 'http://192.0.2.1:9/v1' } } })
    const refused = await zen.run(['chat', 'Hello', '-m', 'far/any-model'])
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain('zen config consent --grant far')
    const granted = await zen.run(['config', 'consent', '--grant', 'far', '--yes'])
    expect(granted).toMatchObject({ code: 0, stdout: expect.stringContaining('far: granted') })

    zen.config({})
    const revoked = await zen.run(['config', 'consent', '--revoke', 'far'])
    expect(revoked).toMatchObject({ code: 0, stdout: expect.not.stringContaining('far') })
  })

  it('takes its key from the variable that the configuration names', async () => {
    const environment = { LAB_KEY: key() }
    zen.config({ providers: { lab: { kind: 'openai-compatible', base_url: cloud.openaiUrl, api_key_env: 'LAB_KEY' } } })
    await zen.run(['chat', 'Hello', '--provider', 'lab', '-m', 'any-model'], { env: environment })
    expect(cloud.modelRequests[0]?.headers.authorization).toBe(`Bearer ${environment.LAB_KEY}`)
  })
})

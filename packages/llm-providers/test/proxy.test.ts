import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  bundleForChild,
  createTempDir,
  type FakeCloud,
  type FakeOllama,
  runBin,
  startFakeCloud,
  startFakeOllama,
  type TempDir,
} from '@engawa/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProvider, environmentFetch } from '../src/index.js'
import { consentTo, drain, question } from './ask.js'
import { type ConnectProxy, startConnectProxy } from './connect-proxy.js'
import { startTlsFront, type TlsFront } from './tls-front.js'

const portOf = (url: string) => Number(new URL(url).port)
const entry = fileURLToPath(new URL('programs/ask-once.ts', import.meta.url))
const packageFolder = fileURLToPath(new URL('..', import.meta.url))

let temp: TempDir
let cloud: FakeCloud
let ollama: FakeOllama
let front: TlsFront
let proxy: ConnectProxy
let program: string
let refusal: number | undefined

beforeAll(async () => {
  temp = await createTempDir()
  ;[cloud, ollama] = await Promise.all([startFakeCloud(), startFakeOllama()])
  const ports = { 'cloud.example': portOf(cloud.url), 'ollama.example': ollama.port }
  front = await startTlsFront(temp.path, ports)
  proxy = await startConnectProxy((host) => {
    if (refusal !== undefined) return { status: refusal }
    return host === 'plain.example' ? portOf(cloud.url) : front.port
  })
  program = await bundleForChild(entry, packageFolder)
}, 120_000)
afterAll(async () => {
  await Promise.all([proxy.close(), front.close(), cloud.close(), ollama.close()])
  await temp.remove()
})
beforeEach(() => {
  refusal = undefined
})

const kinds = [
  { kind: 'openai', baseUrl: 'https://cloud.example/v1' },
  { kind: 'gemini', baseUrl: 'https://cloud.example/v1beta/openai' },
  { kind: 'openai-compatible', baseUrl: 'https://cloud.example/v1' },
  { kind: 'anthropic', baseUrl: 'https://cloud.example' },
  { kind: 'ollama', baseUrl: 'https://ollama.example' },
] as const

describe.each(kinds)('$kind, in a process of its own', ({ kind, baseUrl }) => {
  const run = async (env: Record<string, string>, at: string = baseUrl) => {
    const errand = JSON.stringify({ kind, baseUrl: at, apiKey: 'some-key-of-a-test', text: 'hello' })
    return JSON.parse((await runBin(program, [errand], { env, timeoutMs: 120_000 })).stdout)
  }

  it('goes through HTTPS_PROXY, and trusts the authority of NODE_EXTRA_CA_CERTS', async () => {
    const before = proxy.asked.length
    const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: front.authority }
    expect(await run(env)).toEqual({ text: 'You said: hello' })
    expect(proxy.asked.slice(before)).toEqual([`CONNECT ${new URL(baseUrl).host}:443`])
  }, 150_000)

  it('trusts nobody else, and says what to do', async () => {
    expect(await run({ https_proxy: proxy.url })).toMatchObject({
      code: 'llm/unreachable',
      message: expect.stringContaining('certificate'),
    })
  }, 150_000)

  it('keeps away from the proxy where NO_PROXY says so', async () => {
    // An address that no connection can be made to, and that needs no name looked up.
    const nowhere = baseUrl.replace(/[a-z]+\.example/, '255.255.255.255')
    const before = proxy.asked.length
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '255.255.255.0/24' }
    expect(await run(env, nowhere)).toMatchObject({ code: 'llm/unreachable' })
    expect(proxy.asked.slice(before)).toEqual([])
  }, 150_000)
})

describe('through a proxy', () => {
  const provider = (env: Record<string, string>, baseUrl = 'http://plain.example/v1') =>
    createProvider({
      kind: 'openai-compatible',
      baseUrl,
      consent: consentTo('openai-compatible'),
      retryDelayMs: 1,
      fetch: environmentFetch(env),
    })

  it('what is not encrypted is forwarded by http_proxy, with its credentials', async () => {
    const password = randomBytes(8).toString('hex')
    const http_proxy = proxy.url.replace('://', `://me:${password}@`)
    expect((await drain(provider({ http_proxy }).stream(question('x')))).text).toBe('You said: x')
    expect(proxy.asked.at(-1)).toBe('POST http://plain.example/v1/chat/completions')
    expect(proxy.credentials.at(-1)).toBe(`Basic ${Buffer.from(`me:${password}`).toString('base64')}`)
  })

  it('an aborted request closes the socket at the model', async () => {
    cloud.next({ silentAfter: 4 })
    const controller = new AbortController()
    const reading = (async () => {
      const stream = provider({ http_proxy: proxy.url }).stream(question('a b c'), { signal: controller.signal })
      for await (const part of stream) if (part.type === 'text-delta') controller.abort()
    })()
    await expect(reading).rejects.toMatchObject({ code: 'llm/aborted' })
    await expect(cloud.modelRequests.at(-1)?.ended).resolves.toBe('client-gone')
  })

  it.each([
    [407, 'HTTPS_PROXY: http://user'],
    [403, 'NO_PROXY'],
  ])('a refusal by the proxy (%i) is told as one', async (status, hint) => {
    refusal = status
    const { error } = await drain(
      provider({ HTTPS_PROXY: proxy.url }, 'https://cloud.example/v1').stream(question('x')),
    )
    expect(error).toMatchObject({
      code: 'llm/unreachable',
      message: expect.stringContaining(`HTTP ${status}`),
      hint: expect.stringContaining(hint),
    })
  })

  it('nothing goes when its address is of no use, and the address is not shown', async () => {
    const password = randomBytes(8).toString('hex')
    for (const address of [`socks5://me:${password}@proxy:1080`, `http://me:${password}@`]) {
      const { error } = await drain(provider({ http_proxy: address }).stream(question('x')))
      expect(error).toMatchObject({ code: 'llm/bad-proxy', exitCode: 3, hint: expect.stringContaining('HTTPS_PROXY') })
      expect(JSON.stringify(error)).not.toContain(password)
    }
  })
})

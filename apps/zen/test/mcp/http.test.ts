import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { waitUntil } from '@engawa/testkit'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { bin, environmentOf, said } from './connect-client.js'

let zen: ZenHome
let server: ChildProcess | undefined
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(async () => {
  server?.kill('SIGKILL')
  await zen.close()
})

interface Served {
  readonly url: URL
  readonly stdout: () => string
  readonly stderr: () => string
  readonly process: ChildProcess
}

async function serve(env: Record<string, string> = {}, ...args: string[]): Promise<Served> {
  const child = spawn(process.execPath, [bin, 'mcp', '--http', '0', ...args], {
    cwd: zen.home,
    env: { ...environmentOf(zen), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server = child
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  await waitUntil('it says where it listens', async () => /http:\S+/.test(stderr))
  return {
    url: new URL(/http:\S+/.exec(stderr)?.[0] ?? ''),
    stdout: () => stdout,
    stderr: () => stderr,
    process: child,
  }
}

async function connect(url: URL, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers } })
  await client.connect(transport as Transport)
  return client
}

/** A request as anybody could send it. */
const post = (url: URL, headers: Record<string, string>, body = ''): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } })
    sent.once('error', reject)
    sent.once('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.end(body)
  })

describe('zen mcp --http', () => {
  it('serves several clients, each on its own, until it is stopped', async () => {
    const { url, stdout, process: child } = await serve()
    expect(url.hostname).toBe('127.0.0.1')
    const clients = await Promise.all([connect(url), connect(url)])
    const answers = await Promise.all(
      clients.map((client, number) =>
        client.callTool({ name: 'execute', arguments: { mode: 'chat', input: { request: `client ${number}` } } }),
      ),
    )
    expect(answers.map((answer) => said(answer).text.split('\n')[0])).toEqual([
      'You said: client 0',
      'You said: client 1',
    ])
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(stdout()).toBe('')
  })

  it('stops the model when a client cancels', async () => {
    const { url } = await serve({}, '--surface', 'full')
    const client = await connect(url)
    zen.ollama.next({ silentAfter: 2 })
    const cancelled = new AbortController()
    const call = client.callTool({ name: 'chat', arguments: { request: 'a story' } }, undefined, {
      signal: cancelled.signal,
    })
    const refused = expect(call).rejects.toThrow()
    await waitUntil('the model is asked', async () => zen.ollama.modelRequests.length === 1)
    cancelled.abort()
    await refused
    expect(await zen.ollama.modelRequests[0]?.ended).toBe('client-gone')
  })

  it.each([
    ['a name that points here', { host: 'rebound.example' }, 403],
    ['a web page', { origin: 'https://pages.example' }, 403],
    ['a page without an address', { origin: 'null' }, 403],
    ['a session that is none', { 'mcp-session-id': 'made-up' }, 404],
  ])('refuses %s', async (_, headers, status) => {
    const { url } = await serve()
    const answer = await post(url, headers as Record<string, string>, '{}')
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } })
  })

  it('asks for the token of ZEN_MCP_TOKEN', async () => {
    const { url } = await serve({ ZEN_MCP_TOKEN: 'heron' })
    expect((await post(url, {}, '{}')).status).toBe(401)
    expect((await post(url, { authorization: 'Bearer egret' }, '{}')).status).toBe(401)
    const client = await connect(url, { authorization: 'Bearer heron' })
    expect((await client.listTools()).tools).toHaveLength(2)
  })

  it('says what it gives away without a token', async () => {
    const { stderr } = await serve()
    await waitUntil('it is said', async () => stderr().includes('ZEN_MCP_TOKEN'))
    expect(stderr()).toContain(`read the files of ${zen.home}`)
  })

  it.each([
    ['no JSON', '{"jsonrpc"', 400],
    ['more than a message may hold', `"${'x'.repeat(5_000_000)}"`, 413],
  ])('survives %s', async (_, body, status) => {
    const { url } = await serve()
    const accept = 'application/json, text/event-stream'
    expect((await post(url, { accept }, body)).status).toBe(status)
    expect((await (await connect(url)).listTools()).tools).toHaveLength(2)
  })

  it('names a port that is taken, and the option that changes it', async () => {
    const { url } = await serve()
    const second = await zen.run(['mcp', '--http', url.port, '--json'])
    expect(second.code).toBe(2)
    expect(second.json().error).toMatchObject({ code: 'zen/port-taken', hint: expect.stringContaining('--http') })
  })
})

describe('zen mcp --print-config', () => {
  it('says what a client must be told', async () => {
    const shown = await zen.run(['mcp', '--print-config', 'vscode', '--surface', 'full'])
    const [where, ...lines] = shown.stdout.split('\n')
    expect(where).toBe('# .vscode/mcp.json')
    expect(JSON.parse(lines.join('\n'))).toEqual({
      servers: { zen: { type: 'stdio', command: 'zen', args: ['mcp', '--surface', 'full'] } },
    })
    expect((await zen.run(['mcp', '--print-config', 'emacs'])).code).toBe(2)
  })
})

import { waitUntil } from '@engawa/testkit'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toolCards } from '../../src/tools/registry.js'
import { sentMessages } from '../tools/sent.js'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { connectClient, said } from './connect-client.js'

let zen: ZenHome
const open: Client[] = []
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()))
  await zen.close()
})

async function connect(...args: string[]) {
  const connected = await connectClient(zen, args)
  open.push(connected.client)
  return connected
}

interface Selected {
  mode: string
  confidence: number
  input: { properties: object; required?: string[] }
}

describe('the surface of two tools', () => {
  it('is select and execute, and a task goes through both', async () => {
    const { client, stderr } = await connect()
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['select', 'execute'])

    const selected = said(await client.callTool({ name: 'select', arguments: { task: 'How high is the Eiger?' } }))
    const { mode, input } = JSON.parse(selected.text) as Selected
    expect(mode).toBe('chat')
    expect(Object.keys(input.properties)).toEqual(['request', 'files'])

    const given = { mode, input: { request: 'How high is the Eiger?', session: 'mountains' } }
    const answer = await client.callTool({ name: 'execute', arguments: given })
    expect(said(answer)).toMatchObject({ isError: false })
    expect(said(answer).text).toContain('You said: How high is the Eiger?')
    expect(said(answer).text).toContain('session: mountains')
    expect(answer._meta).toMatchObject({ 'zen/data': { status: 'success', metadata: { session: 'mountains' } } })
    expect((await zen.run(['session', 'show', 'mountains'])).stdout).toContain('How high is the Eiger?')
    expect(stderr()).toBe('')
  })

  it('names every mode to whoever asks for it by name', async () => {
    const { client } = await connect()
    for (const { name, modes } of toolCards) {
      for (const mode of [name, ...modes.map((mode) => `${name}/${mode.name}`)]) {
        const { text, isError } = said(await client.callTool({ name: 'select', arguments: { task: mode } }))
        expect({ isError, mode: (JSON.parse(text) as Selected).mode }).toEqual({ isError: false, mode })
      }
    }
  })

  it.each([
    ['no task', 'select', {}, 'task'],
    ['a task that is none', 'select', { task: 7 }, 'task'],
    ['a mode that does not exist', 'execute', { mode: 'chatt', input: { request: 'x' } }, 'must be one of chat'],
    ['no input', 'execute', { mode: 'chat' }, '"request"'],
    ['input without a request', 'execute', { mode: 'chat', input: {} }, '"request"'],
    ['a field that is unknown', 'execute', { mode: 'chat', input: { request: 'x', file: 'y' } }, 'did you mean files'],
    ['a field of another type', 'execute', { mode: 'chat', input: { request: 'x', max_tokens: '9' } }, 'max_tokens'],
    ['a file that is not there', 'execute', { mode: 'chat', input: { request: 'x', files: ['gone.ts'] } }, 'gone.ts'],
  ])('answers %s with what is wrong, as an error of the tool, and asks no model', async (_, name, given, words) => {
    const { client } = await connect()
    const { text, isError } = said(await client.callTool({ name, arguments: given }))
    expect(isError).toBe(true)
    expect(text).toContain(words)
    expect(zen.ollama.modelRequests).toEqual([])
  })
})

describe('the full surface', () => {
  it('has every tool with a schema of its own', async () => {
    const { client } = await connect('--surface', 'full')
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(toolCards.map(({ name }) => name))
    for (const { inputSchema, description } of tools) {
      expect(inputSchema.properties).toMatchObject({ request: {}, model: {}, session: {}, max_cost: {} })
      expect(description).not.toBe('')
    }
    const answer = said(await client.callTool({ name: 'chat', arguments: { request: 'Hello' } }))
    expect(answer).toMatchObject({ isError: false, text: expect.stringContaining('You said: Hello') })
  })
})

describe('a server, whatever its surface', () => {
  it('answers an unknown tool as the protocol says', async () => {
    const { client } = await connect()
    await expect(client.callTool({ name: 'chat', arguments: {} })).rejects.toMatchObject({ code: -32_602 })
  })

  it('tells a client that asked for progress what is going on', async () => {
    const { client } = await connect('--surface', 'full')
    const told: (string | undefined)[] = []
    await client.callTool({ name: 'chat', arguments: { request: 'Hello' } }, undefined, {
      onprogress: ({ message }) => void told.push(message),
    })
    expect(told[0]).toMatch(/^asking .+/)
  })

  it('stops the model when the client cancels, keeps the question, and serves on', async () => {
    const { client } = await connect('--surface', 'full')
    zen.ollama.next({ silentAfter: 2 })
    const cancelled = new AbortController()
    const call = client.callTool(
      { name: 'chat', arguments: { request: 'a long story', session: 'story' } },
      undefined,
      { signal: cancelled.signal },
    )
    const refused = expect(call).rejects.toThrow()
    await waitUntil('the model is asked', async () => zen.ollama.modelRequests.length === 1)
    cancelled.abort()
    await refused
    expect(await zen.ollama.modelRequests[0]?.ended).toBe('client-gone')
    const after = said(await client.callTool({ name: 'chat', arguments: { request: 'Still there?' } }))
    expect(after.text).toContain('You said: Still there?')
    expect((await zen.run(['session', 'show', 'story'])).stdout).toContain('a long story')
  })

  it('says as an error of the tool what a model did wrong', async () => {
    const { client } = await connect('--surface', 'full')
    zen.ollama.always({ status: { code: 400, error: 'the model is broken' } })
    const { text, isError } = said(await client.callTool({ name: 'chat', arguments: { request: 'Hello' } }))
    expect(isError).toBe(true)
    expect(text).toContain('llm/')
  })

  it('answers calls that come at the same time', async () => {
    const { client } = await connect('--surface', 'full')
    const numbers = Array.from({ length: 8 }, (_, number) => `number ${number}`)
    const answers = await Promise.all(
      numbers.map((request) => client.callTool({ name: 'chat', arguments: { request, session: 'shared' } })),
    )
    expect(answers.map((answer) => said(answer).text.split('\n')[0])).toEqual(numbers.map((one) => `You said: ${one}`))
  })

  it.each([[['--memory']], [['--storage', 'memory']]])(
    'with %j goes on in a session, and keeps it on no disk',
    async (kept) => {
      const { client } = await connect('--surface', 'full', ...kept)
      const first = said(await client.callTool({ name: 'chat', arguments: { request: 'A heron stood there' } }))
      const [, session = ''] = /session: ([^;\]]+)/.exec(first.text) ?? []
      await client.callTool({ name: 'chat', arguments: { request: 'What stood there?', session } })
      expect(sentMessages(zen.ollama).map(({ content }) => content)).toEqual(
        expect.arrayContaining(['A heron stood there', 'You said: A heron stood there', 'What stood there?']),
      )
      expect(zen.diskText()).not.toContain('heron')
    },
  )

  it('with --offline refuses a client what is not on this machine', async () => {
    const { client } = await connect('--offline', '--surface', 'full')
    for (const given of [{ model: 'ollama/gpt-oss:120b-cloud' }, { files: ['http://example.invalid/notes'] }]) {
      const { text, isError } = said(await client.callTool({ name: 'chat', arguments: { request: 'Hello', ...given } }))
      expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining('zen/offline') })
    }
    expect(zen.ollama.modelRequests).toEqual([])
  })

  it('lets no secret through', async () => {
    const token = ['ghp', 'a1B2'.repeat(9)].join('_')
    const { client } = await connect()
    const input = { request: `My token is ${token}` }
    await client.callTool({ name: 'execute', arguments: { mode: 'chat', input } })
    expect(zen.ollama.modelRequests[0]?.bodyText).not.toContain(token)
  })

  it('ends with its client', async () => {
    const { client, pid } = await connect()
    const id = pid() ?? 0
    expect(id).toBeGreaterThan(0)
    await client.close()
    await waitUntil('the server has ended', async () => !isRunning(id))
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

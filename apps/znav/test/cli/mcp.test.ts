import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { znavIn } from '../run-znav.js'
import { type Installed, install } from './stores.js'

interface Reply {
  readonly id: number | string | null
  readonly result?: Record<string, unknown> & {
    content?: { text: string }[]
    structuredContent?: { entries?: object[] }
    isError?: boolean
    tools?: { name: string; inputSchema: object }[]
  }
  readonly error?: { code: number; message: string }
}

describe('znav mcp', () => {
  let installed: Installed
  beforeEach(async () => {
    installed = await install('SQLite')
  })
  afterEach(() => installed.stop())

  const talk = async (...lines: readonly (object | string)[]): Promise<Reply[]> => {
    const stdin = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
    const { code, stdout, stderr } = await znavIn(installed.env, { stdin, cwd: installed.home.path })('mcp')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Reply)
  }
  let ids = 0
  const request = (method: string, params?: object) => ({
    jsonrpc: '2.0',
    id: ++ids,
    method,
    ...(params && { params }),
  })
  const call = (name: string, given?: object) => request('tools/call', { name, ...(given && { arguments: given }) })

  it('greets, in the version that the client speaks, and says what it can do', async () => {
    const [greeting, ping, listed, ...more] = await talk(
      request('initialize', {
        protocolVersion: '2024-11-05',
        capabilities: {},
        clientInfo: { name: 'x', version: '1' },
      }),
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      request('ping'),
      request('tools/list'),
    )
    expect(greeting?.result).toMatchObject({ protocolVersion: '2024-11-05', serverInfo: { name: 'znav' } })
    expect(ping?.result).toEqual({})
    expect(listed?.result?.tools?.map(({ name }) => name)).toEqual(['panes', 'history', 'search', 'log'])
    expect(listed?.result?.tools?.[3]?.inputSchema).toMatchObject({ type: 'object', required: ['name', 'summary'] })
    expect(more).toEqual([])
    // The version between the two asks for batches, which nobody is to be promised here.
    for (const protocolVersion of ['2099-01-01', '2025-03-26']) {
      const [other] = await talk(request('initialize', { protocolVersion }))
      expect(other?.result?.protocolVersion).toBe('2025-06-18')
    }
  })

  it('logs as an agent, signed, and reads what it has just logged', async () => {
    const [logged, history, found, panes] = await talk(
      call('log', {
        name: 'backend',
        summary: 'Fixed the token refresh',
        type: 'milestone',
        artifacts: ['src/auth.ts'],
      }),
      call('history', { name: 'backend', last: 1 }),
      call('search', { query: 'OAUTH OR token' }),
      call('panes'),
    )
    expect(logged?.result?.content?.[0]?.text).toBe('Logged milestone for backend, a new pane.')
    expect(history?.result?.structuredContent?.entries).toMatchObject([
      {
        summary: 'Fixed the token refresh',
        source: 'agent',
        signature: expect.any(String),
        artifacts: ['src/auth.ts'],
      },
    ])
    expect(history?.result?.content?.[0]?.text).toMatch(/^Previous work on backend:\n- Fixed the token refresh/)
    expect(found?.result?.content?.[0]?.text).toContain('- backend: Fixed the token refresh')
    expect(panes?.result?.structuredContent).toMatchObject({ pane_count: 1 })
    expect((await installed.znav('pane', 'history', 'backend')).stdout).toContain('Fixed the token refresh')
  })

  it('says what went wrong, and goes on', async () => {
    const replies = await talk(
      'not json',
      '[]',
      { jsonrpc: '2.0', id: 'a', method: 'resources/list' },
      call('remove', {}),
      call('history', {}),
      call('history', { name: 'backend', last: 'many' }),
      call('log', { name: 'backend', summary: 'x', source: 'manual' }),
      call('log', { name: '../etc', summary: 'x' }),
      call('log', { name: 'backend', summary: '-' }),
      call('history', { name: 'nobody' }),
      request('ping'),
    )
    expect(replies.map(({ error }) => error?.code)).toEqual([
      -32_700,
      -32_600,
      -32_601,
      ...[-32_602, -32_602, -32_602, -32_602],
      ...[undefined, undefined, undefined, undefined],
    ])
    expect(replies.slice(7, 10).map(({ result }) => result?.isError)).toEqual([true, true, true])
    expect(replies[10]?.result).toEqual({})
    expect((await installed.znav('list', '--json')).stdout).toContain('"pane_count":0')
  })

  it('hands no secret to the agent, whoever stored it', async () => {
    const token = `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`
    await installed.znav('pane', 'log', 'backend', 'Began')
    const db = new Sqlite(join(installed.home.path, '.local', 'share', 'perth', 'perth.db'))
    const entry = { id: 'x', timestamp: new Date().toISOString(), summary: `Used ${token}`, artifacts: [token] }
    db.prepare('INSERT INTO entries (pane, at, entry) VALUES (?, ?, ?)').run(
      'backend',
      Date.now(),
      JSON.stringify(entry),
    )
    db.close()
    const replies = JSON.stringify(
      await talk(
        call('history', { name: 'backend' }),
        call('search', { query: 'used' }),
        call('history', { name: token }),
      ),
    )
    expect(replies).toContain('Used ‹secret:')
    expect(replies).not.toContain(token)
  })
})

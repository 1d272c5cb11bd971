import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

const opening = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'pipe', version: '1' } },
  },
  { method: 'notifications/initialized' },
]

/** All that a client says, in one piece, and then its end. @returns the ids that were answered */
async function answersTo(...requests: readonly object[]): Promise<readonly unknown[]> {
  const lines = [...opening, ...requests].map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const { code, stdout } = await zen.run(['mcp'], { stdin: lines.join('') })
  expect(code).toBe(0)
  const answers = stdout.trim().split('\n')
  return answers
    .map((line) => JSON.parse(line) as { id: unknown; result: unknown })
    .map(({ id, result }) => ({ id, result }))
}

const begun = { id: 1, result: expect.objectContaining({ protocolVersion: expect.any(String) }) }

describe('zen mcp, when its stdin ends', () => {
  it('gives the answers that are still under way', async () => {
    const chat = (request: string) => ({ name: 'execute', arguments: { mode: 'chat', input: { request } } })
    const answers = await answersTo(
      { id: 2, method: 'tools/call', params: chat('first') },
      { id: 3, method: 'tools/call', params: chat('second') },
    )
    const saying = (text: string) => ({
      content: [{ type: 'text', text: expect.stringContaining(`You said: ${text}`) }],
    })
    expect(answers).toHaveLength(3)
    expect(answers).toEqual(
      expect.arrayContaining([
        begun,
        { id: 2, result: expect.objectContaining(saying('first')) },
        { id: 3, result: expect.objectContaining(saying('second')) },
      ]),
    )
  })

  it('gives the list that was asked for last', async () => {
    const tools = [expect.objectContaining({ name: 'select' }), expect.objectContaining({ name: 'execute' })]
    expect(await answersTo({ id: 2, method: 'tools/list' })).toEqual([begun, { id: 2, result: { tools } }])
  })
})

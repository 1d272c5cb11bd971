import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { quietEnvironment } from '../measure.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

const task = 'Review src/login.ts for security problems'
/** What an MCP client hands its model of zen, at every request. @type {import('../report.mjs').Case} */
export const mcpSurface = {
  name: 'The tools of `zen mcp`',
  unit: 'tokens',
  floor: '--surface full',
  targets: { 'two tools': 0.05 },
  run: () => figuresOf(({ tools }) => tools, { full: '--surface full', two: 'two tools' }),
  note: () => 'Tokens of `o200k_base`, of name, description and schema of each tool.',
}

/** What one task costs in all. @type {import('../report.mjs').Case} */
export const mcpTask = {
  name: 'One task over `zen mcp`',
  unit: 'tokens',
  floor: 'one call, --surface full',
  targets: { 'select, then execute': 0.1 },
  run: () => figuresOf(sentFor, { full: 'one call, --surface full', two: 'select, then execute' }),
  note: () =>
    `"${task}": all that is sent to the client's model, which gets the tools and what was said before anew with every request, and is asked once more after the last call. What the tool itself answers is the same on both ways, and left out.`,
}

/** @typedef {{ tools: number, turns: readonly number[] }} Measured */

/** @param {Measured} measured */
function sentFor({ tools, turns }) {
  let said = 0
  let sent = tools
  for (const turn of turns) {
    said += turn
    sent += tools + said
  }
  return sent
}

/** @param {(measured: Measured) => number} count @param {{ full: string, two: string }} names */
const figuresOf = (count, names) =>
  inTemporaryFolder(
    async (home) =>
      new Map([
        [names.full, exactly(count(await measured('full', home)))],
        [names.two, exactly(count(await measured('two', home)))],
      ]),
  )

/** A count has no spread. @param {number} count */
const exactly = (count) => ({ p50: count, p95: count })

/** @param {unknown} value */
const tokensOf = (value) => encode(typeof value === 'string' ? value : JSON.stringify(value)).length

/** The tokens of a surface, and of each call of one task with what came back. @param {'full' | 'two'} surface @param {string} home @returns {Promise<Measured>} */
async function measured(surface, home) {
  const client = new Client({ name: 'bench', version: '1.0.0' })
  const args = [builtBin('zen'), 'mcp', '--surface', surface]
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args,
      env: { ...quietEnvironment(), HOME: home },
      cwd: home,
    }),
  )
  try {
    const { tools } = await client.listTools()
    const input = { request: task, files: ['src/login.ts'] }
    if (surface === 'full') {
      return {
        tools: tokensOf(tools),
        turns: [tokensOf({ name: 'codereview', input: { ...input, mode: 'security' } })],
      }
    }
    const { content } = await client.callTool({ name: 'select', arguments: { task } })
    const [{ text }] = /** @type {[{ text: string }]} */ (content)
    return {
      tools: tokensOf(tools),
      turns: [
        tokensOf({ name: 'select', input: { task } }) + tokensOf(text),
        tokensOf({ name: 'execute', input: { mode: JSON.parse(text).mode, input } }),
      ],
    }
  } finally {
    await client.close()
  }
}

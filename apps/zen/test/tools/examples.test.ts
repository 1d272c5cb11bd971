import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mcpCommand } from '../../src/commands/mcp-definition.js'
import { selectCommands } from '../../src/commands/select-definition.js'
import { ownToolCommands } from '../../src/tools/own/own-tool-commands.js'
import { toolCards } from '../../src/tools/registry.js'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { createRepository, type Repository } from './git-repository.js'
import { sampleReply } from './sample-answer.js'

const shell = promisify(execFile)
const bin = fileURLToPath(new URL('../../dist/zen.cjs', import.meta.url))

let zen: ZenHome
let repository: Repository
beforeAll(async () => {
  zen = await createZenHome()
  zen.ollama.replyWith(sampleReply)
  repository = createRepository(join(zen.home, 'project'))
  const sources = [
    'auth/token',
    'cache/store',
    'server/routes',
    'parser/parse',
    'sessions/open-store',
    'lock',
    'main',
    'server',
  ]
  repository.write({
    ...Object.fromEntries(sources.map((name) => [`src/${name}.ts`, 'export const openStore = 1\n'])),
    'src/parse-day.ts': 'export const parseDay = 1\n',
    'src/parse-number.test.ts': 'it("parses", () => {})\n',
    'docs/design.md': '# Design\n',
    'docs/api.md': '# API\n',
    '.zen/tools/changelog.md': '---\ndescription: write a changelog\n---\nWrite a changelog.\n',
    'node_modules/commander/package.json': '{"name": "commander", "version": "14.0.0"}',
    '.gitignore': 'node_modules\n',
  })
  repository.commit('begin')
  repository.git('checkout', '--quiet', '-b', 'feature')
  repository.write({ 'src/lock.ts': 'export const lock = 2\n' })
  repository.commit('change')
  repository.write({ 'src/lock.ts': 'export const lock = 3\n' })
  repository.git('add', 'src/lock.ts')
  mkdirSync(join(zen.home, 'bin'))
  writeFileSync(join(zen.home, 'bin/zen'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`)
  chmodSync(join(zen.home, 'bin/zen'), 0o755)
})
afterAll(() => zen.close())

/** As a person types it. */
async function typed(command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const PATH = [join(zen.home, 'bin'), process.env.PATH].join(delimiter)
  const env = { PATH, HOME: zen.home, OLLAMA_HOST: zen.ollama.url }
  const running = shell('/bin/sh', ['-c', command], { cwd: repository.folder, env })
  running.child.stdin?.end()
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

const examples = [...toolCards.filter(({ name }) => name !== 'chat'), ...ownToolCommands, ...selectCommands, mcpCommand]
  .flatMap(({ examples }) => examples.map(({ command }) => command))
  // It serves until it is stopped: mcp/http.test.ts.
  .filter((command) => !command.includes('--http'))

describe('the examples of the reference', () => {
  // In order: one goes on where another was.
  it.each(examples)('%s', { timeout: 60_000 }, async (command) => {
    const { code, stderr } = await typed(command)
    // 7: something was found that --fail-on names.
    expect({ command, stderr, code }).toMatchObject({ code: command.includes('--fail-on') ? 7 : 0 })
    expect(stderr).not.toContain('error:')
  })
})

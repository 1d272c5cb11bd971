import { join } from 'node:path'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toolCards } from '../../src/tools/registry.js'
import { documentedCli } from '../documented-cli.js'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { createRepository, type Repository } from './git-repository.js'
import { sampleReply } from './sample-answer.js'

let zen: ZenHome
let repository: Repository
beforeAll(async () => {
  zen = await createZenHome()
  zen.ollama.replyWith(sampleReply)
  repository = createRepository(join(zen.home, 'project'))
  repository.write({
    'src/store.ts': 'export const openStore = () => 1\n',
    'src/main.ts': "import { openStore } from './store.js'\nopenStore()\n",
    'node_modules/tiny/package.json': '{"name": "tiny", "version": "1.2.3", "types": "index.d.ts"}',
    'node_modules/tiny/index.d.ts': 'export declare function tiny(): void\n',
    '.gitignore': 'node_modules\n',
  })
  repository.commit('begin')
  repository.write({ 'src/main.ts': 'openStore()\n' })
  repository.git('add', '--all')
})
afterAll(() => zen.close())

const run = (...args: readonly string[]) => zen.run(args, { cwd: repository.folder })

/** How each is called, and what of the repository its question must hold. */
const calls: Readonly<Record<string, readonly [args: readonly string[], holds: string]>> = {
  thinkdeep: [['Is it sound?', '-f', 'src/store.ts'], 'openStore = () => 1'],
  planner: [['Move the store', '-f', 'src/store.ts'], 'openStore = () => 1'],
  consensus: [
    ['Rewrite it?', '--models', 'llama3.2=for', 'qwen3=against', '-f', 'src/store.ts'],
    'openStore = () => 1',
  ],
  codereview: [['-f', 'src', '--mode', 'security'], 'openStore = () => 1'],
  precommit: [['--staged'], "| -import { openStore } from './store.js'"],
  debug: [['It does not start', '-f', 'src'], 'openStore = () => 1'],
  analyze: [['-f', 'src/**/*.ts', '--mode', 'architecture'], 'openStore = () => 1'],
  refactor: [['-f', 'src', '--mode', 'decompose'], 'openStore = () => 1'],
  testgen: [['-f', 'src/store.ts'], 'openStore = () => 1'],
  secaudit: [['-f', 'src', '--mode', 'owasp'], 'openStore = () => 1'],
  docgen: [['-f', 'src/store.ts'], 'openStore = () => 1'],
  tracer: [['--symbol', 'openStore', '--mode', 'dependencies'], 'src/store.ts:1: export const openStore'],
  challenge: [['It is fast'], 'It is fast'],
  apilookup: [['What does tiny give?', '--package', 'tiny'], 'export declare function tiny(): void'],
}

describe('every tool', () => {
  it('has a call here', () => {
    expect(Object.keys(calls).sort()).toEqual(
      toolCards
        .map(({ name }) => name)
        .filter((name) => name !== 'chat')
        .sort(),
    )
  })

  it.each(Object.entries(calls))(
    '%s answers as its schema says; --dry-run shows to the byte what is then sent',
    async (name, [args, holds]) => {
      const cli = await documentedCli()
      const before = zen.ollama.modelRequests.length
      const dry = await run(name, ...args, '-s', `of ${name}`, '--dry-run', '--json')
      expect(dry).toMatchObject({ code: 0, stderr: '' })
      assertMatchesOutput(cli, name, dry.json().data)
      expect(zen.ollama.modelRequests).toHaveLength(before)

      const shown = await run(name, ...args, '-s', `of ${name}`, '--json')
      expect(shown.stderr).toBe('')
      expect(shown.json()).toMatchObject({ ok: true, data: { status: 'success', tool: name } })
      assertMatchesOutput(cli, name, shown.json().data)
      const { requests } = dry.json().data as { requests: { request: { body: string } }[] }
      const sent = zen.ollama.modelRequests.slice(before).map(({ bodyText }) => bodyText)
      for (const { request } of requests) {
        expect(sent).toContain(request.body)
        expect(JSON.stringify(JSON.parse(request.body))).toContain(JSON.stringify(holds).slice(1, -1))
      }

      // The next step, and what a person sees of it.
      const text = await run(name, ...args, '-s', `of ${name}`)
      expect(text.code).toBe(0)
      expect(text.stdout).toMatch(/^# /)
    },
    60_000,
  )
})

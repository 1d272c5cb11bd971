import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bundleForChild,
  createTempDir,
  type FakeOllama,
  freePort,
  runBin,
  startFakeOllama,
  type TempDir,
} from '@engawa/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fileUsageLedger, type UsageEntry, usageTotals } from '../src/index.js'

const entry = fileURLToPath(new URL('programs/ask-once.ts', import.meta.url))
const durableFs = fileURLToPath(new URL('../node_modules/@engawa/durable-fs', import.meta.url))

let temp: TempDir
let program: string
let runs = 0
let shared: string

beforeAll(async () => {
  temp = await createTempDir()
  // Beside durable-fs, whose native lock stays outside of the bundle.
  program = await bundleForChild(entry, durableFs)
}, 120_000)
afterAll(() => temp.remove())
beforeEach(() => {
  shared = join(temp.path, `run-${++runs}`)
})

/** A short process, from its start to its end. */
async function process(baseUrl: string, times = 1): Promise<readonly { code?: string; text?: string }[]> {
  const errand = JSON.stringify({ kind: 'ollama', baseUrl, text: 'hello', shared, times })
  const { stdout } = await runBin(program, [errand], { timeoutMs: 120_000 })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const entriesOf = async () => {
  const found: UsageEntry[] = []
  for await (const entry of fileUsageLedger(join(shared, 'usage')).entries()) found.push(entry)
  return found
}

describe('ten short processes in a row', () => {
  it('share one breaker: three find out that nobody is there, the others do not try', async () => {
    const address = `http://127.0.0.1:${await freePort()}`
    const codes: (string | undefined)[] = []
    for (let at = 0; at < 10; at++) codes.push(...(await process(address)).map(({ code }) => code))
    expect(codes).toEqual([...Array(3).fill('llm/unreachable'), ...Array(7).fill('llm/circuit-open')])
    expect(readdirSync(join(shared, 'breakers'))).toContain('ollama.json')
  }, 180_000)

  describe('with a model', () => {
    let fake: FakeOllama
    beforeAll(async () => {
      fake = await startFakeOllama()
    })
    afterAll(() => fake.close())

    it('share one ledger, and leave no breaker behind where all is well', async () => {
      for (let at = 0; at < 10; at++) expect(await process(fake.url)).toEqual([{ text: 'You said: hello' }])
      const entries = await entriesOf()
      expect(entries).toHaveLength(10)
      expect(new Set(entries.map(({ id }) => id)).size).toBe(10)
      const ledger = fileUsageLedger(join(shared, 'usage'))
      for (const by of ['day', 'model', 'project', 'session'] as const) {
        expect(await usageTotals(ledger, by)).toMatchObject([
          { requests: 10, costUsd: 0, unknownCost: 0, uncertain: 0 },
        ])
      }
      expect(await usageTotals(ledger, 'model')).toMatchObject([{ key: 'ollama/llama3.2' }])
      expect(() => readdirSync(join(shared, 'breakers'))).toThrow('ENOENT')
    }, 180_000)

    it('lose no line when they write at once', async () => {
      const each = 25
      await Promise.all(Array.from({ length: 6 }, () => process(fake.url, each)))
      expect(await entriesOf()).toHaveLength(6 * each)
      const [month = ''] = readdirSync(join(shared, 'usage'))
      const lines = readFileSync(join(shared, 'usage', month), 'utf8')
        .split('\n')
        .filter(Boolean)
      expect(lines).toHaveLength(6 * each)
    }, 180_000)
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { all, userSays } from '../src/conformance/samples.js'
import { openStorage } from '../src/index.js'
import { bundle } from './bundle.js'

/** Rounds of the kill test. `STORAGE_KILL_ROUNDS=250` takes some minutes. */
const rounds = Number(process.env.STORAGE_KILL_ROUNDS ?? 5)
const sessions = 6
const perSession = 300

let program: string
beforeAll(async () => {
  program = await bundle({ entryPoints: [fileURLToPath(new URL('indexing-process.ts', import.meta.url))] })
}, 60_000)

async function filled(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'storage-'))
  const store = await openStorage({ type: 'file', directory })
  for (let n = 0; n < sessions; n++) {
    const messages = Array.from({ length: perSession }, (_, k) => userSays(`word n${n} k${k}`))
    await store.messages.append({ sessionId: `s${n}`, messages })
  }
  await store.close()
  return directory
}

interface Indexing {
  readonly process: ChildProcess
  readonly said: string[]
  readonly ended: Promise<number | null>
}

function startIndexing(directory: string, times: number): Indexing {
  const child = spawn(process.execPath, [program, directory, String(times)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  child.stdout.on('data', (chunk) => said.push(String(chunk)))
  return { process: child, said, ended: new Promise((resolve) => child.once('close', resolve)) }
}

async function expectSound(directory: string): Promise<void> {
  const store = await openStorage({ type: 'file', directory })
  const found = async (query: string) => (await all(store.search({ query, limit: 1_000 }))).length
  expect(await found('word')).toBe(sessions * perSession)
  expect(await found('n3')).toBe(perSession)
  expect(await found('"n2 k17"')).toBe(1)
  await store.close()
}

describe('processes that index one folder', () => {
  it('two at once: both find everything, each time', async () => {
    const directory = await filled()
    const both = [startIndexing(directory, 6), startIndexing(directory, 6)]
    for (const { ended, said } of both) {
      expect(await ended).toBe(0)
      const counts = said.join('').trim().split('\n').map(Number)
      expect(counts).toEqual(Array.from({ length: 6 }, () => sessions * perSession))
    }
    await expectSound(directory)
    const left = readdirSync(join(directory, 'search')).filter((name) => name.endsWith('.segment'))
    expect(left.length).toBeLessThan(10)
  }, 120_000)

  it(`killed while they index, ${rounds} times: all is found afterwards`, async () => {
    const directory = await filled()
    for (let round = 0; round < rounds; round++) {
      const both = [startIndexing(directory, 1_000), startIndexing(directory, 1_000)]
      // Somewhere in the middle: what it is doing when the first has searched differs from round to round.
      await new Promise<void>((resolve) => both[round % 2]?.process.stdout?.once('data', () => resolve()))
      for (let turn = 0; turn < round % 7; turn++) await new Promise((resolve) => setImmediate(resolve))
      for (const { process: child } of both) child.kill('SIGKILL')
      await Promise.all(both.map(({ ended }) => ended))
      await expectSound(directory)
    }
  }, 600_000)
})

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { textOf } from '@engawa/core'
import { type RedisService, startRedis, waitUntil, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all, userSays } from '../src/conformance/samples.js'
import { type ChatStore, openStorage } from '../src/index.js'
import { bundle } from './bundle.js'
import type { MergeTask } from './merge-and-die.js'
import type { OutageTask } from './outage-writer.js'

/** In each Redis is killed once, and one of four writers. `STORAGE_OUTAGES=100` for the long version. */
const rounds = Number(process.env.STORAGE_OUTAGES ?? 4)
const sessions = ['one', 'two', 'three']
const soon = { probeMs: { first: 20, most: 200 }, sweepMs: 200 }

let program: string
beforeAll(async () => {
  program = await bundle({ entryPoints: [fileURLToPath(new URL('outage-writer.ts', import.meta.url))] })
})

withService(describe, 'redis')('a Redis that is killed under load', () => {
  let redis: RedisService
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  const chain = (directory: string, keyPrefix: string) =>
    ({
      type: 'chain',
      chain: [
        { type: 'redis', port: redis.port, keyPrefix },
        { type: 'file', directory },
      ],
      ...soon,
    }) as const

  it('loses nothing of several processes, doubles nothing, and keeps the order of each', async () => {
    const options = chain(mkdtempSync(join(tmpdir(), 'outage-')), 'load:')
    let started = 0
    const start = () => startWriter({ store: options, sessions, name: `w${started++}` })
    const writers = Array.from({ length: 4 }, start)
    const everyone = [...writers]
    const servedBy = (backend: string) => everyone.reduce((sum, writer) => sum + writer.served(backend), 0)
    const until = async (backend: string) => {
      const enough = servedBy(backend) + 40
      await waitUntil(`${backend} serves`, () => servedBy(backend) >= enough, { timeoutMs: 120_000 })
    }
    for (let round = 0; round < rounds; round++) {
      await until('redis')
      await redis.kill()
      await until('file')
      // Killed too, some of them in the middle of a merge.
      const victim = writers[round % writers.length]
      await redis.restart()
      victim?.process.kill('SIGKILL')
      await victim?.ended
      const next = start()
      writers[round % writers.length] = next
      everyone.push(next)
    }
    await until('redis')
    for (const writer of writers) writer.process.stdin.end()
    for (const writer of writers) expect(await writer.ended, writer.errors()).toBe(0)

    const store = await openStorage(options)
    await store.sync()
    await store.close()
    expect(readdirSync(join(options.chain[1].directory, 'sessions'))).toEqual([])
    const alone = await openStorage(options.chain[0])
    const found = await readAll(alone)
    await alone.close()

    const acknowledged = everyone.flatMap(({ name, numbers }) => numbers.map((n) => `${name} ${n}`))
    const texts = found.map(({ text }) => text)
    const stored = new Set(texts)
    const lost = acknowledged.filter((text) => !stored.has(text))
    const doubled = texts.length - stored.size
    const disordered = everyone.filter(({ name }) => !isInOrder(found, name)).length
    console.info(
      `outages ${rounds}, writers killed ${rounds}; acknowledged ${acknowledged.length}, of them by redis ${servedBy('redis')}, ` +
        `by the journal ${servedBy('file')}; lost ${lost.length}, doubled ${doubled}, out of order ${disordered}`,
    )
    expect({ lost, doubled, disordered }).toEqual({ lost: [], doubled: 0, disordered: 0 })
    expect(servedBy('file')).toBeGreaterThanOrEqual(rounds * 40)
    for (const id of sessions) {
      const seqs = found.filter(({ sessionId }) => sessionId === id).map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    }
  }, 600_000)

  it('kill -9 of a merge, at call after call, loses nothing and doubles nothing', async () => {
    const options = chain(mkdtempSync(join(tmpdir(), 'merge-')), 'merge:')
    const [primary, { directory }] = options.chain
    await redis.kill()
    const store = await openStorage(options)
    const said = Array.from({ length: 24 }, (_, n) => ({ sessionId: sessions[n % 3] ?? '', text: `word ${n}` }))
    for (const [n, { sessionId, text }] of said.entries()) {
      const key = n % 2 === 0 ? {} : { idempotencyKey: text }
      await store.messages.append({ sessionId, messages: [userSays(text)], ...key })
      if (n % 5 === 0) await store.sessions.update(sessionId, { title: text })
    }
    await store.close()
    await redis.restart()

    const merger = await bundle({ entryPoints: [fileURLToPath(new URL('merge-and-die.ts', import.meta.url))] })
    let kills = 0
    let last = { code: null as number | null, stdout: '', stderr: '' }
    while (last.code === null) {
      const task: MergeTask = { primary, directory, dieAt: 1 + kills * 6, answered: kills % 2 === 1 }
      last = await runToEnd(merger, task)
      if (last.code === null) kills += 1
    }
    expect(last).toMatchObject({ code: 0, stderr: '' })

    const alone = await openStorage(primary)
    const found = await readAll(alone)
    console.info(`merges killed ${kills}; written without Redis ${said.length}, found ${found.length}`)
    expect(kills).toBeGreaterThan(3)
    for (const id of sessions) {
      const texts = found.filter(({ sessionId }) => sessionId === id).map(({ text }) => text)
      expect(texts).toEqual(said.filter(({ sessionId }) => sessionId === id).map(({ text }) => text))
    }
    expect((await alone.sessions.get('three'))?.title).toBe('word 20')
    await alone.close()
  }, 300_000)
})

interface Found {
  readonly sessionId: string
  readonly seq: number
  readonly text: string
}

async function readAll(store: ChatStore): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const sessionId of sessions) {
    const messages = await all(store.messages.list({ sessionId, limit: 1_000 }))
    found.push(...messages.map((message) => ({ sessionId, seq: message.seq, text: textOf(message) })))
  }
  return found
}

/** Within each session. */
function isInOrder(found: readonly Found[], name: string): boolean {
  return sessions.every((id) => {
    const own = found.filter(({ sessionId, text }) => sessionId === id && text.startsWith(`${name} `))
    const numbers = own.map(({ text }) => Number(text.slice(name.length)))
    return numbers.every((n, index) => n > (numbers[index - 1] ?? -1))
  })
}

function runToEnd(path: string, task: MergeTask) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [path, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      said.stdout += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      said.stderr += String(chunk)
    })
    child.once('close', (code) => resolve({ code, ...said }))
  })
}

function startWriter(task: OutageTask) {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: 'pipe' })
  const numbers: number[] = []
  const served = new Map<string, number>()
  let errors = ''
  let rest = ''
  // One that was killed reads no more.
  child.stdin.on('error', () => {})
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  child.stdout.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const [n = '', backend = ''] of lines.map((line) => line.split(' '))) {
      numbers.push(Number(n))
      served.set(backend, (served.get(backend) ?? 0) + 1)
    }
  })
  return {
    name: task.name,
    process: child,
    numbers,
    served: (backend: string) => served.get(backend) ?? 0,
    errors: () => errors,
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { buildWorker } from './build-worker.js'
import { runBody } from './run-body.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = createSandbox({ workerPath: await buildWorker() })
})
afterAll(() => sandbox.close())

const limits = { timeoutMs: 300, memoryBytes: 16 * 1024 * 1024, maxResultBytes: 64 * 1024 }

describe('what never ends is ended', () => {
  it.each([
    ['a loop', 'while (true) {}'],
    ['a loop that catches everything', 'for (;;) { try { for (;;) {} } catch {} }'],
    ['a chain of promises', 'while (true) await null'],
    [
      'promises that make promises',
      'const flood = () => Promise.resolve().then(flood); await flood(); await new Promise(() => {})',
    ],
    ['a thenable that never ends', 'return { then(resolve) { resolve(this) } }'],
    ['a slow regular expression', 'return /^(a+)+$/.test("a".repeat(50) + "!")'],
    ['a sort that never agrees', 'for (;;) new Array(1e4).fill(0).sort(() => Math.random() - 0.5)'],
    ['a getter that loops', 'return { get a() { for (;;) {} } }'],
    ['a host call that is not answered', 'await host.slow()'],
  ])('%s', async (_, body) => {
    const host = { slow: { capability: 'slow', call: () => new Promise<null>(() => {}) } }
    const source = `export const VERSION = '1'; export const METADATA = { name: 'x', capabilities: ['slow'] }
      export async function execute() { ${body} }`
    await expect(runBody(sandbox, '', { source, limits, host, grants: ['slow'] })).rejects.toMatchObject({
      code: 'sandbox/timeout',
      message: 'the extension ran longer than 300 ms',
    })
  })

  it('a loop while the module loads', async () => {
    await expect(sandbox.inspect('while (true) {}', limits)).rejects.toMatchObject({ code: 'sandbox/timeout' })
  })
})

describe('what grows is stopped', () => {
  it.each([
    ['arrays', 'const all = []; while (true) all.push(new Array(1e5).fill(1))'],
    ['strings', 'let text = "x"; while (true) text += text'],
    ['a typed array', 'return new Uint8Array(1e9).fill(1).length'],
    ['objects', 'const all = {}; for (let i = 0; ; i++) all[i] = { i }'],
    ['closures in promises', 'const all = []; for (;;) all.push(new Promise((r) => (x) => r(x)))'],
  ])('%s', async (_, body) => {
    await expect(runBody(sandbox, body, { limits: { ...limits, timeoutMs: 5_000 } })).rejects.toMatchObject({
      code: 'sandbox/memory',
    })
  })

  it('recursion', async () => {
    await expect(runBody(sandbox, 'const f = () => f() + 1; return f()')).rejects.toMatchObject({
      message: expect.stringContaining('stack overflow'),
    })
  })

  it('deep JSON, in and out', async () => {
    await expect(
      runBody(sandbox, 'JSON.parse("[".repeat(1e6))', { limits: { timeoutMs: 20_000 } }),
    ).rejects.toMatchObject({ code: 'sandbox/threw' })
    await expect(
      runBody(sandbox, 'let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; return deep', {
        limits: { timeoutMs: 20_000 },
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('stack overflow') })
  })

  it('a result that is too large', async () => {
    await expect(runBody(sandbox, 'return "x".repeat(70000)', { limits })).rejects.toMatchObject({
      code: 'sandbox/result-too-large',
    })
    // Fewer characters than bytes allowed, more bytes.
    await expect(runBody(sandbox, 'return "雨".repeat(30000)', { limits })).rejects.toMatchObject({
      code: 'sandbox/result-too-large',
    })
  })

  it('and a guest that caught its own shortage may still answer', async () => {
    const { output } = await runBody(
      sandbox,
      `
      try { const all = []; while (true) all.push(new Array(1e5).fill(1)) } catch { return 'made do' }`,
      { limits: { ...limits, timeoutMs: 5_000 } },
    )
    expect(output).toBe('made do')
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { runBody } from './run-body.js'

/*
 * What if a guest gets out of QuickJS and owns the worker? These workers are written by hand to play that part: the
 * process that trusts nobody must hold by itself.
 */

const open: Sandbox[] = []
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())))

/** A sandbox whose worker does as `onTask` says. */
function taken(onTask: string): Sandbox {
  const workerPath = join(mkdtempSync(join(tmpdir(), 'engawa-sandbox-')), 'worker.cjs')
  writeFileSync(
    workerPath,
    `const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n')
     const manifest = { version: '1', metadata: { name: 'x', capabilities: ['net', 'fs.read'] }, execute: 'function', validate: 'undefined' }
     const declare = () => say({ type: 'manifest', json: JSON.stringify(manifest) })
     const done = (output) => say({ type: 'done', output: String(output), logs: [] })
     process.stdin.on('data', (chunk) => {
       for (const line of String(chunk).trim().split('\\n')) onMessage(JSON.parse(line))
     })
     async function onMessage(message) { if (message.type === 'answer') done(message.message ?? message.json); else { ${onTask} } }
     say({ type: 'ready' })`,
  )
  const sandbox = createSandbox({ workerPath, maxWorkers: 1 })
  open.push(sandbox)
  return sandbox
}

/** What the worker finds out by `attempt`, as its output. */
const findOut = (attempt: string) =>
  runBody(taken(`declare(); try { done(await (${attempt})) } catch (error) { done(error.code ?? error.name) }`), '')

describe('a worker that is taken over', () => {
  it('gets no host function without a grant, whatever it declares', async () => {
    let reached = false
    const host = { read: { capability: 'fs.read', call: async () => (reached = true) } }
    const sandbox = taken(`declare(); say({ type: 'call', id: 1, name: 'read', json: '[]' })`)
    const { output } = await runBody(sandbox, '', { host, grants: ['net'] })
    expect(output).toContain('not granted')
    expect(reached).toBe(false)
  })

  it.each(['{', '', '7', '['.repeat(100_000)])(
    'is refused when the arguments of its call are no array',
    async (json) => {
      const host = { read: { capability: 'fs.read', call: async () => 'reached' } }
      const sandbox = taken(`declare(); say({ type: 'call', id: 1, name: 'read', json: ${JSON.stringify(json)} })`)
      const { output } = await runBody(sandbox, '', { host, grants: ['fs.read'] })
      expect(output).toContain('not an array')
    },
  )

  it('reaches nothing by the names of Object', async () => {
    const sandbox = taken(`declare(); say({ type: 'call', id: 1, name: 'constructor', json: '[]' })`)
    expect((await runBody(sandbox, '', { grants: ['net'] })).output).toContain('does not exist')
  })

  it.each([
    ['talks nonsense', `process.stdout.write('}{\\n')`],
    ['talks another protocol', `say({ type: 'give me everything' })`],
    ['forges the result without a manifest', `done('forged')`],
    ['ends', 'process.exit(0)'],
  ])('is discarded when it %s', async (_, onTask) => {
    await expect(runBody(taken(onTask), '')).rejects.toMatchObject({ code: 'sandbox/crashed' })
  })

  it('is discarded when it sends a line without end', async () => {
    const sandbox = taken(
      `const megabyte = 'x'.repeat(1 << 20); (function more() { process.stdout.write(megabyte, more) })()`,
    )
    await expect(runBody(sandbox, '', { limits: { timeoutMs: 10_000 } })).rejects.toMatchObject({
      code: 'sandbox/crashed',
    })
  })

  it('is killed when it ignores its time limit', async () => {
    await expect(runBody(taken('for (;;) {}'), '', { limits: { timeoutMs: 200 } })).rejects.toMatchObject({
      code: 'sandbox/timeout',
    })
  })

  it.runIf(process.platform === 'linux')('is killed when it takes more memory than allowed', async () => {
    const sandbox = taken(`const all = []; setInterval(() => all.push(Buffer.alloc(20e6, 1)), 5)`)
    await expect(runBody(sandbox, '', { limits: { timeoutMs: 15_000, memoryBytes: 1e6 } })).rejects.toMatchObject({
      code: 'sandbox/memory',
    })
  })

  it('finds an empty environment', async () => {
    expect((await findOut('Object.keys(process.env).length')).output).toBe('0')
  })

  it.each([
    ['read a file', `require('node:fs').promises.readFile('/etc/passwd')`],
    ['write a file', `require('node:fs').promises.writeFile(require('node:os').tmpdir() + '/engawa-escaped', '')`],
    ['start a process', `require('node:child_process').execFileSync('/bin/true')`],
    ['start a thread', `new (require('node:worker_threads').Worker)('1', { eval: true })`],
  ])('may not %s', async (_, attempt) => {
    expect((await findOut(attempt)).output).toBe('ERR_ACCESS_DENIED')
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type HostFunction, type Sandbox } from '../src/index.js'
import { buildParent } from './build-parent.js'
import { buildWorker } from './build-worker.js'
import { childProcesses, isAlive } from './child-processes.js'
import { extensionSource } from './extension-source.js'
import { runBody } from './run-body.js'

let workerPath: string
const open: Sandbox[] = []
const newSandbox = (maxWorkers = 2) => {
  const sandbox = createSandbox({ workerPath, maxWorkers })
  open.push(sandbox)
  return sandbox
}
/** The children of this process that are not the sandbox's: the bundler of the test keeps one. */
let others: number[]
const workers = () => childProcesses().filter((pid) => !others.includes(pid))

beforeAll(async () => {
  workerPath = await buildWorker()
  others = childProcesses()
})
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())))

describe('workers', () => {
  it('serve a hundred runs at once, good and bad, each with its own answer', async () => {
    const sandbox = newSandbox()
    const runs = Array.from({ length: 100 }, (_, n) =>
      n % 25 === 24
        ? runBody(sandbox, 'while (true) {}', { limits: { timeoutMs: 100 } }).catch(
            (error: { code: string }) => error.code,
          )
        : runBody(sandbox, 'return args.n', { args: { n } }).then(({ output }) => output),
    )
    const expected = Array.from({ length: 100 }, (_, n) => (n % 25 === 24 ? 'sandbox/timeout' : String(n)))
    expect(await Promise.all(runs)).toEqual(expected)
    expect(workers().length).toBeLessThanOrEqual(2)
  })

  it('are used again after a good run and replaced after a bad one', async () => {
    const sandbox = newSandbox(1)
    await runBody(sandbox, 'return 1')
    const first = workers()
    await runBody(sandbox, 'return 2')
    expect(workers()).toEqual(first)
    await expect(runBody(sandbox, 'throw 1')).rejects.toMatchObject({ code: 'sandbox/threw' })
    expect(workers()).toHaveLength(1)
    expect(workers()).not.toEqual(first)
    expect((await runBody(sandbox, 'return 3')).output).toBe('3')
  })

  it('that nobody needs are let go, but for one', async () => {
    const sandbox = createSandbox({ workerPath, maxWorkers: 3, idleMs: 100 })
    open.push(sandbox)
    const before: number[] = []
    let here = 0
    let letGo = () => {}
    const gate = new Promise<null>((resolve) => {
      letGo = () => resolve(null)
    })
    const meet: HostFunction = {
      capability: 'meet',
      call: () => {
        if (++here === 3) {
          before.push(...workers())
          letGo()
        }
        return gate
      },
    }
    const source = extensionSource('await host.meet()\nreturn 1', { capabilities: ['meet'] })
    await Promise.all([1, 2, 3].map(() => runBody(sandbox, '', { source, grants: ['meet'], host: { meet } })))
    expect(before).toHaveLength(3)
    while (workers().length > 1) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(workers()).toHaveLength(1)
    expect(before).toContain(workers()[0])
  })

  it('end with the process that started them, also when that is killed in the middle of a run', async () => {
    const parent = spawn(process.execPath, [await buildParent(), workerPath], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await once(parent.stdout, 'data')
    expect(String(said)).toBe('running')
    const orphans = childProcesses(parent.pid)
    expect(orphans).toHaveLength(1)
    parent.kill('SIGKILL')
    while (orphans.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20))
  })

  it('leave nothing behind after close, and no run starts after it', async () => {
    const sandbox = newSandbox()
    const running = runBody(sandbox, 'while (true) {}')
    const waiting = [runBody(sandbox, 'while (true) {}'), runBody(sandbox, 'return 1')]
    const ended = Promise.allSettled([running, ...waiting])
    await new Promise((resolve) => setTimeout(resolve, 100))
    await sandbox.close()
    for (const end of await ended) expect(end).toMatchObject({ reason: { code: 'sandbox/aborted' } })
    expect(workers()).toEqual([])
    await expect(runBody(sandbox, 'return 1')).rejects.toMatchObject({ code: 'sandbox/aborted' })
  })

  it('that are killed in the middle of a run fail it as crashed, and the next run works', async () => {
    const sandbox = newSandbox(1)
    await runBody(sandbox, 'return 1')
    const killer: HostFunction = {
      capability: 'end',
      call: async () => {
        for (const pid of workers()) process.kill(pid, 'SIGKILL')
        return null
      },
    }
    const source = extensionSource('await host.end(); while (true) {}', { capabilities: ['end'] })
    await expect(runBody(sandbox, '', { source, grants: ['end'], host: { end: killer } })).rejects.toMatchObject({
      code: 'sandbox/crashed',
    })
    expect((await runBody(sandbox, 'return 1')).output).toBe('1')
  })

  it('that died while they waited fail no run, also before that is known', async () => {
    const sandbox = newSandbox(1)
    await runBody(sandbox, 'return 1')
    for (const pid of workers()) process.kill(pid, 'SIGKILL')
    expect((await runBody(sandbox, 'return 2')).output).toBe('2')
    for (const pid of workers()) process.kill(pid, 'SIGKILL')
    while (workers().length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await runBody(sandbox, 'return 3')).output).toBe('3')
  })

  it('that are missing are named', async () => {
    const sandbox = createSandbox({ workerPath: '/nowhere/worker.cjs' })
    await expect(runBody(sandbox, 'return 1')).rejects.toMatchObject({
      code: 'sandbox/crashed',
      message: expect.stringContaining('/nowhere/worker.cjs'),
    })
  })
})

describe('a signal', () => {
  it('ends a run in the middle', async () => {
    const sandbox = newSandbox(1)
    const controller = new AbortController()
    const running = runBody(sandbox, 'while (true) {}', { signal: controller.signal })
    setTimeout(() => controller.abort(), 50)
    await expect(running).rejects.toMatchObject({ code: 'sandbox/aborted' })
  })

  it('takes a waiting run out of the queue', async () => {
    const sandbox = newSandbox(1)
    const first = runBody(sandbox, 'while (true) {}', { limits: { timeoutMs: 300 } })
    const controller = new AbortController()
    const second = runBody(sandbox, 'return 2', { signal: controller.signal })
    const third = runBody(sandbox, 'return 3')
    controller.abort()
    await expect(second).rejects.toMatchObject({ code: 'sandbox/aborted' })
    await expect(first).rejects.toMatchObject({ code: 'sandbox/timeout' })
    expect((await third).output).toBe('3')
  })

  it('that was given before the start starts nothing', async () => {
    const sandbox = newSandbox(1)
    await expect(runBody(sandbox, 'return 1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'sandbox/aborted',
    })
    expect(workers()).toEqual([])
  })
})

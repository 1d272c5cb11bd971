import type { JsonValue } from '@engawa/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type HostFunction, type Sandbox } from '../src/index.js'
import { buildWorker } from './build-worker.js'
import { extensionSource } from './extension-source.js'
import { runBody } from './run-body.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = createSandbox({ workerPath: await buildWorker() })
})
afterAll(() => sandbox.close())

/** A host function that tells what reached it. */
function recorder(capability: string, answer: JsonValue = null) {
  const calls: { args: readonly JsonValue[]; capabilities: readonly string[] }[] = []
  const fn: HostFunction = {
    capability,
    call: async (args, { capabilities }) => {
      calls.push({ args, capabilities })
      return answer
    },
  }
  return { calls, fn }
}

describe('a granted host function', () => {
  it('gets the arguments and gives the answer', async () => {
    const { calls, fn } = recorder('system:read', { cpu: 0.5 })
    const source = extensionSource(`return (await host.load('cpu', { deep: [1] })).cpu * 2`, {
      capabilities: ['system:read'],
    })
    const { output } = await runBody(sandbox, '', { source, grants: ['system:read'], host: { load: fn } })
    expect(output).toBe('1')
    expect(calls).toEqual([{ args: ['cpu', { deep: [1] }], capabilities: ['system:read'] }])
  })

  it('learns the scopes that were granted and declared', async () => {
    const { calls, fn } = recorder('fs.read')
    const source = extensionSource(`await host.read('/notes/a'); return ''`, {
      capabilities: ['fs.read:/notes', 'fs.read:/etc'],
    })
    await runBody(sandbox, '', { source, grants: ['fs.read:/notes', 'fs.read:/home'], host: { read: fn } })
    expect(calls[0]?.capabilities).toEqual(['fs.read:/notes'])
  })

  it('can fail, and the guest can cope', async () => {
    const fn: HostFunction = { capability: 'net', call: () => Promise.reject(new Error('no route')) }
    const source = extensionSource(`try { await host.get() } catch (error) { return error.message }`, {
      capabilities: ['net'],
    })
    expect((await runBody(sandbox, '', { source, grants: ['net'], host: { get: fn } })).output).toBe('no route')
  })

  it('hears when the run is over', async () => {
    const signals: AbortSignal[] = []
    const fn: HostFunction = {
      capability: 'net',
      call: (_, { signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    }
    const source = extensionSource('await host.get()', { capabilities: ['net'] })
    await expect(
      runBody(sandbox, '', { source, grants: ['net'], host: { get: fn }, limits: { timeoutMs: 3_000 } }),
    ).rejects.toMatchObject({ code: 'sandbox/timeout' })
    expect(signals.map((signal) => signal.aborted)).toEqual([true])
  })

  it('answers a hundred calls, each to its caller', async () => {
    const fn: HostFunction = { capability: 'echo', call: async ([value]) => value ?? null }
    const source = extensionSource(
      `const sums = []
       for (let i = 0; i < 5; i++) sums.push(...await Promise.all(Array.from({ length: 20 }, (_, n) => host.echo(i * 20 + n))))
       return sums.every((value, at) => value === at)`,
      { capabilities: ['echo'] },
    )
    expect((await runBody(sandbox, '', { source, grants: ['echo'], host: { echo: fn } })).output).toBe('true')
  })

  it('does not answer a later run with what an earlier one asked', async () => {
    const one = createSandbox({ workerPath: await buildWorker(), maxWorkers: 1 })
    const fn: HostFunction = {
      capability: 'echo',
      call: ([value, ms]) => new Promise((resolve) => setTimeout(() => resolve(value ?? null), Number(ms))),
    }
    const granted = { grants: ['echo'], host: { echo: fn } }
    const run = (body: string) =>
      runBody(one, '', { source: extensionSource(body, { capabilities: ['echo'] }), ...granted })
    await run(`host.echo('earlier', 60); return ''`)
    expect((await run(`return await host.echo('later', 120)`)).output).toBe('later')
    await one.close()
  })

  it('refuses what is too large or too much at once', async () => {
    const { fn, calls } = recorder('echo', 'x'.repeat(70_000))
    const source = extensionSource(
      `const why = async (attempt) => { try { await attempt(); return 'ok' } catch (error) { return error.message } }
       return [await why(() => host.echo('x'.repeat(70000))), await why(() => host.echo('')),
         (await Promise.all(Array.from({ length: 70 }, () => why(() => host.slow())))).filter((text) => text.includes('64')).length]`,
      { capabilities: ['echo'] },
    )
    const slow: HostFunction = {
      capability: 'echo',
      call: () => new Promise((resolve) => setTimeout(() => resolve(null), 100)),
    }
    const { output } = await runBody(sandbox, '', {
      source,
      grants: ['echo'],
      host: { echo: fn, slow },
      limits: { maxResultBytes: 64 * 1024 },
    })
    expect(JSON.parse(output)).toEqual([
      'the arguments of host.echo are too large',
      'host.echo answered more than 65536 bytes',
      6,
    ])
    expect(calls).toHaveLength(1)
  })
})

describe('a host function is refused', () => {
  it.each([
    ['when it is declared but not granted', ['net:example.org'], []],
    ['when it is granted but not declared', [], ['net:example.org']],
    ['when another scope is granted', ['net:example.org'], ['net:example.com']],
    ['when only the name begins alike', ['network'], ['network']],
  ])('%s', async (_, capabilities, grants) => {
    const { calls, fn } = recorder('net')
    const source = extensionSource('return await host.get()', { capabilities })
    await expect(runBody(sandbox, '', { source, grants, host: { get: fn } })).rejects.toMatchObject({
      code: 'sandbox/denied',
      message: expect.stringContaining('host.get needs the capability net'),
    })
    expect(calls).toEqual([])
  })

  it('when the extension rewrites its capabilities while it runs', async () => {
    const { calls, fn } = recorder('net')
    const source = extensionSource(`METADATA.capabilities.push('net'); return await host.get()`)
    await expect(runBody(sandbox, '', { source, grants: ['net'], host: { get: fn } })).rejects.toMatchObject({
      code: 'sandbox/denied',
    })
    expect(calls).toEqual([])
  })

  it('when the module calls it before it has declared anything', async () => {
    const { calls, fn } = recorder('net')
    const source = extensionSource(`return ''`, { capabilities: ['net'], head: 'await host.get()' })
    await expect(runBody(sandbox, '', { source, grants: ['net'], host: { get: fn } })).rejects.toMatchObject({
      code: expect.stringContaining('sandbox/'),
    })
    expect(calls).toEqual([])
  })

  it('when it is not there at all', async () => {
    await expect(runBody(sandbox, 'return await host.constructor("x")')).resolves.toBeDefined()
    await expect(runBody(sandbox, 'return await host.nothing()')).rejects.toMatchObject({ code: 'sandbox/threw' })
  })

  it('and the extension may go on without it', async () => {
    const { fn } = recorder('net')
    const source = extensionSource(`try { await host.get() } catch { return 'offline answer' }`, {
      capabilities: ['net'],
    })
    expect((await runBody(sandbox, '', { source, host: { get: fn } })).output).toBe('offline answer')
  })

  it('but throwing what looks like a refusal is only throwing', async () => {
    await expect(
      runBody(sandbox, `throw Object.assign(new Error('x'), { code: 'sandbox/denied' })`),
    ).rejects.toMatchObject({ code: 'sandbox/threw' })
  })
})

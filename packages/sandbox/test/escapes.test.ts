import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../src/index.js'
import { buildWorker } from './build-worker.js'
import { extensionSource } from './extension-source.js'
import { runBody } from './run-body.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = createSandbox({ workerPath: await buildWorker() })
})
afterAll(() => sandbox.close())

/** Ways to get hold of a global object; each returns one, or throws. */
const ways = {
  globalThis: 'globalThis',
  'the constructor of a function': `(() => {}).constructor('return globalThis')()`,
  'the constructor of an async function': `await (async () => {}).constructor('return globalThis')()`,
  'the constructor of a generator': `(function* () {}).constructor('return globalThis')().next().value`,
  'indirect eval': `(0, eval)('globalThis')`,
  'the constructor of a host function': `host.probe.constructor('return globalThis')()`,
  'the constructor of console.log': `console.log.constructor.constructor('return globalThis')()`,
  'the prototype of context': `Object.getPrototypeOf(context).constructor.constructor('return globalThis')()`,
  'the prototype of arguments': `args.__proto__.constructor.constructor('return globalThis')()`,
  'an error from the host': `await host.probe().catch((e) => e.constructor.constructor('return globalThis')())`,
  'an error of a stack overflow': `(() => { try { (function f() { f() })() } catch (e) { return e.constructor.constructor('return globalThis')() } })()`,
  'a callee': `Function('return arguments.callee.constructor("return globalThis")()')()`,
}

const forbidden = [
  'process',
  'require',
  'module',
  'fetch',
  'WebAssembly',
  'Buffer',
  'setTimeout',
  'importScripts',
  'std',
  'os',
  'Worker',
  '__dirname',
]

describe('a guest finds nothing of the host', () => {
  it.each(Object.entries(ways))('by %s', async (_, way) => {
    const { output } = await runBody(
      sandbox,
      `const found = ${way}; return ${JSON.stringify(forbidden)}.filter((name) => found[name] !== undefined)`,
      { host: { probe: { capability: 'probe', call: async () => 1 } } },
    )
    expect(output).toBe('[]')
  })

  it.each([
    'node:fs',
    'fs',
    './worker.cjs',
    '/etc/passwd',
    'file:///etc/passwd',
    'std',
    'os',
    'data:text/javascript,export default 1',
  ])('by importing %s', async (specifier) => {
    const source = extensionSource(`return typeof (await import(${JSON.stringify(specifier)}))`)
    await expect(runBody(sandbox, '', { source })).rejects.toMatchObject({ code: 'sandbox/threw' })
  })

  it('by a stack trace', async () => {
    const { output } = await runBody(
      sandbox,
      `
      const stacks = [new Error('here').stack]
      await host.probe().catch((error) => stacks.push(error.stack, error.message))
      return stacks.join('\\n')`,
      {
        host: { probe: { capability: 'probe', call: async () => 1 } },
      },
    )
    expect(output).not.toMatch(/node:|\.cjs|\/(home|work|tmp|usr)\//)
  })

  it('by replacing host or console', async () => {
    const { output } = await runBody(
      sandbox,
      `
      const tries = [() => { host.probe = 1 }, () => { globalThis.host = {} }, () => { delete globalThis.host }]
      return tries.map((attempt) => { try { attempt(); return 'done' } catch (error) { return error.name } })`,
      {
        host: { probe: { capability: 'probe', call: async () => 1 } },
      },
    )
    expect(JSON.parse(output)).toEqual(['TypeError', 'TypeError', 'TypeError'])
  })

  it('and leaves the prototypes of the host alone', async () => {
    const { output } = await runBody(
      sandbox,
      `return JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')`,
    )
    expect(JSON.parse(output)).toBeTypeOf('object')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

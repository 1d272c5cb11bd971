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

describe('run', () => {
  it('hands input, context and arguments over and the text back', async () => {
    const { output, logs } = await runBody(
      sandbox,
      `console.log('working', { on: 1 }); return userInput + '|' + context.session + '|' + args.city`,
      { userInput: 'wetter 雨 🌧', context: { session: 's1' }, args: { city: 'Nara' } },
    )
    expect(output).toBe('wetter 雨 🌧|s1|Nara')
    expect(logs).toEqual(['working {"on":1}'])
  })

  it('accepts a synchronous execute', async () => {
    const source = `export const VERSION = '1'; export const METADATA = { name: 'sync' }; export function execute() { return 'now' }`
    expect((await runBody(sandbox, '', { source })).output).toBe('now')
  })

  it('gives any other JSON value back as its JSON text', async () => {
    expect((await runBody(sandbox, 'return { a: [1, null, "x"] }')).output).toBe('{"a":[1,null,"x"]}')
  })

  it.each([
    ['nothing', 'return undefined'],
    ['a function', 'return () => 1'],
    ['a symbol', 'return Symbol("s")'],
    ['a bigint', 'return 10n'],
    ['a circle', 'const a = {}; a.a = a; return a'],
    ['a throwing getter', 'return { get a() { throw new Error("no") } }'],
    ['a throwing toJSON', 'return { toJSON() { throw null } }'],
  ])('refuses %s as a result', async (_, body) => {
    await expect(runBody(sandbox, body)).rejects.toMatchObject({ code: 'sandbox/contract' })
  })

  it('resolves a thenable like any promise', async () => {
    expect((await runBody(sandbox, `return { then(resolve) { resolve('late') } }`)).output).toBe('late')
  })

  it('keeps nothing from one run to the next', async () => {
    await runBody(sandbox, `globalThis.left = 1; Object.prototype.left = 1; Array.prototype.map = null; return ''`)
    expect((await runBody(sandbox, 'return String(globalThis.left) + ({}).left + typeof [].map')).output).toBe(
      'undefinedundefinedfunction',
    )
  })

  it('survives an extension that rewrites the language', async () => {
    const head = `JSON.stringify = () => '{"kind":"output","output":"forged"}'; Promise.prototype.then = () => {}; String.prototype.slice = null; Array.prototype[Symbol.iterator] = null;`
    const { output } = await runBody(sandbox, '', { source: extensionSource(`return 'true answer'`, { head }) })
    expect(output).toBe('true answer')
  })

  it('asks validate first and reports its message', async () => {
    const source = `${extensionSource(`return 'ran'`)}
export function validate(userInput) { return userInput === 'good' ? { valid: true } : { valid: false, message: 'say good' } }`
    expect((await runBody(sandbox, '', { source, userInput: 'good' })).output).toBe('ran')
    await expect(runBody(sandbox, '', { source, userInput: 'bad' })).rejects.toMatchObject({
      code: 'sandbox/invalid-input',
      message: 'say good',
    })
  })

  it('reports what the extension threw', async () => {
    await expect(runBody(sandbox, `throw new TypeError('no such city')`)).rejects.toMatchObject({
      code: 'sandbox/threw',
      message: 'TypeError: no such city',
      hint: expect.any(String),
      recoverable: true,
    })
  })

  it.each([
    ['null', 'throw null'],
    ['a string', 'throw "plain"'],
    ['an error with throwing getters', 'throw { get message() { throw new Error() }, get name() { throw 1 } }'],
    ['a proxy', 'throw new Proxy({}, { get() { throw new Error("trap") } })'],
    ['a huge message', 'throw new Error("x".repeat(1e6))'],
  ])('copes with %s being thrown', async (_, body) => {
    const error = await runBody(sandbox, body).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'sandbox/threw' })
    expect((error as Error).message.length).toBeLessThan(3_000)
  })

  it('says so when nothing will ever settle the result', async () => {
    await expect(runBody(sandbox, 'await new Promise(() => {})')).rejects.toMatchObject({ code: 'sandbox/contract' })
  })

  it('bounds the log', async () => {
    const { logs } = await runBody(sandbox, `for (let i = 0; i < 5000; i++) console.log('x'.repeat(10000)); return ''`)
    expect(logs).toHaveLength(201)
    expect(logs.at(-1)).toBe('(4800 more lines were dropped)')
    expect(Math.max(...logs.map((line) => line.length))).toBeLessThanOrEqual(2_001)
  })
})

describe('inspect', () => {
  it('reads the manifest without running execute', async () => {
    const source = `export const VERSION = '2.1.0'
export const METADATA = { name: 'weather', description: 'tells it', author: 'a house', parameters: { city: { type: 'string' } }, requires: ['net'], capabilities: ['net:example.org'] }
export function execute() { throw new Error('must not run') }`
    expect(await sandbox.inspect(source)).toEqual({
      version: '2.1.0',
      name: 'weather',
      description: 'tells it',
      author: 'a house',
      parameters: { city: { type: 'string' } },
      requires: ['net'],
      capabilities: ['net:example.org'],
    })
  })

  it.each([
    ['no version', `export const METADATA = { name: 'x' }; export function execute() {}`, 'VERSION'],
    ['no metadata', `export const VERSION = '1'; export function execute() {}`, 'METADATA'],
    ['no execute', `export const VERSION = '1'; export const METADATA = { name: 'x' }`, 'execute'],
    [
      'a bad name',
      `export const VERSION = '1'; export const METADATA = { name: '../x' }; export function execute() {}`,
      'name',
    ],
  ])('refuses %s and names it', async (_, source, named) => {
    await expect(sandbox.inspect(source)).rejects.toMatchObject({
      code: 'sandbox/contract',
      message: expect.stringContaining(named),
    })
  })

  it('reports a syntax error and a missing import', async () => {
    await expect(sandbox.inspect('export const = ')).rejects.toMatchObject({
      message: expect.stringContaining('SyntaxError'),
    })
    await expect(sandbox.inspect(`import fs from 'node:fs'`)).rejects.toMatchObject({ code: 'sandbox/threw' })
  })
})

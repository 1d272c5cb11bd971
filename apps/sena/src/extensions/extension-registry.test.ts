import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLogger } from '@engawa/cli-kit'
import { createSandbox, type Sandbox } from '@engawa/sandbox'
import { buildWorker } from '@engawa/sandbox/build-worker'
import { createTempDir, type TempDir } from '@engawa/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openParts } from '../../test/parts.js'
import { ExtensionRepository } from '../database/repositories/extension-repository.js'
import { ExtensionRegistry } from './extension-registry.js'

let build: TempDir
let folder: TempDir
let sandbox: Sandbox
beforeAll(async () => {
  build = await createTempDir('sena-worker-')
  sandbox = createSandbox({ workerPath: await buildWorker(build.path) })
})
afterAll(async () => {
  await sandbox.close()
  await build.remove()
})
beforeEach(async () => {
  folder = await createTempDir('sena-extensions-')
})
afterEach(() => folder.remove())

const greeter = (version: string, body: string, capabilities: readonly string[] = []) => `
export const VERSION = '${version}'
export const METADATA = { name: 'greeter', description: 'Greets.', capabilities: ${JSON.stringify(capabilities)} }
export async function execute(userInput) { ${body} }
`
const put = (source: string, name = 'greeter.js') => writeFile(join(folder.path, name), source)

async function registry(grants: readonly string[] = []) {
  const parts = await openParts()
  return new ExtensionRegistry({
    folders: [{ origin: 'user', path: folder.path, grants }],
    sandbox,
    host: { whoAmI: { capability: 'system:read', call: async () => 'root' } },
    repository: new ExtensionRepository(parts.database.tables),
    logger: silentLogger,
    clock: parts.clock,
    redact: parts.redact,
    timeoutMs: 2_000,
  })
}

const request = { userInput: 'Ada', args: {}, signal: new AbortController().signal }

test('loads what is an extension, and leaves out what is not', async () => {
  await put(greeter('1.0.0', 'return "Hello " + userInput'))
  await put('this is no JavaScript', 'broken.js')
  await put('export const VERSION = "1"', 'half.js')
  const made = await registry()

  expect((await made.list()).map(({ manifest }) => manifest.name)).toEqual(['greeter'])
  expect(await made.execute('greeter', request)).toEqual({ output: 'Hello Ada' })
})

test('a broken new version never replaces the one that works', async () => {
  await put(greeter('1.0.0', 'return "one"'))
  const made = await registry()
  await made.load()

  await put('export const VERSION = ')
  await expect(made.reload('greeter')).rejects.toMatchObject({ name: 'ExtensionError' })
  await put(greeter('2.0.0', 'return "two"').replace("'greeter'", "'other'"))
  await expect(made.reload('greeter')).rejects.toMatchObject({ code: 'extension/renamed' })
  expect(await made.execute('greeter', request)).toEqual({ output: 'one' })

  await put(greeter('2.0.0', 'return "two"'))
  expect((await made.reload('greeter')).manifest.version).toBe('2.0.0')
  expect(await made.execute('greeter', request)).toEqual({ output: 'two' })
})

test('counts runs and failures, with the last of them', async () => {
  await put(greeter('1.0.0', 'if (userInput !== "Ada") throw new Error("who?"); return "ok"'))
  const made = await registry()
  await made.execute('greeter', request)
  await expect(made.execute('greeter', { ...request, userInput: 'x' })).rejects.toThrow('who?')

  const { row } = await made.get('greeter')
  expect(row).toMatchObject({ executionCount: 2, errorCount: 1, lastError: expect.stringContaining('who?') })
  expect(made.running).toEqual([])
})

test('gets a host function only where its folder may have it', async () => {
  await put(greeter('1.0.0', 'return await host.whoAmI()', ['system:read']))
  await expect((await registry()).execute('greeter', request)).rejects.toMatchObject({ name: 'ExtensionError' })
  expect(await (await registry(['system:read'])).execute('greeter', request)).toEqual({ output: 'root' })
})

test('runs nothing that is switched off or unknown', async () => {
  await put(greeter('1.0.0', 'return "ok"'))
  const made = await registry()
  await made.setEnabled('greeter', false)
  await expect(made.execute('greeter', request)).rejects.toMatchObject({ code: 'extension/inactive' })
  await expect(made.execute('nobody', request)).rejects.toMatchObject({ code: 'extension/not-found' })
  // A choice that a person made outlives a new version.
  await made.reload('greeter')
  await expect(made.execute('greeter', request)).rejects.toMatchObject({ code: 'extension/inactive' })
})

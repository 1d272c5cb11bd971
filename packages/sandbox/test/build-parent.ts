import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { temporaryFolder } from './temporary-folder.js'

/** A program that starts a run that never ends, and says `running` when it has begun. */
const program = `
import { createSandbox } from './create-sandbox.js'
const source = \`
  export const VERSION = '1'
  export const METADATA = { name: 'endless', capabilities: ['say'] }
  export async function execute() { await host.say(); while (true) {} }\`
const say = { capability: 'say', call: async () => { process.stdout.write('running'); return null } }
await createSandbox({ workerPath: process.argv[2] }).run({
  source, userInput: '', context: {}, args: {}, grants: ['say'], host: { say }, limits: { timeoutMs: 2_000 },
})`

/** @returns the path of a program that takes the worker's path as its argument */
export async function buildParent(): Promise<string> {
  const outfile = join(await temporaryFolder(), 'parent.mjs')
  await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('../src', import.meta.url)), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@engawa/source'],
    logLevel: 'error',
  })
  return outfile
}

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { temporaryFolder } from './temporary-folder.js'

/**
 * Bundle the worker from its source, as an app does for itself.
 *
 * @param folder where to write it; a temporary one unless told
 * @returns the path for `createSandbox({ workerPath })`
 */
export async function buildWorker(folder?: string): Promise<string> {
  const outfile = join(folder ?? (await temporaryFolder()), 'worker.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../src/worker/worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
  return outfile
}

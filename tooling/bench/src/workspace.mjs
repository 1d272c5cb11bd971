import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** The built bin of an app. @param {string} name */
export function builtBin(name) {
  const path = join(root, `apps/${name}/dist/${name}.cjs`)
  if (!existsSync(path)) throw new Error(`${name} is not built. Run: pnpm build`)
  return path
}

/** A folder that is gone afterwards. @template T @param {(folder: string) => T | Promise<T>} work */
export async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'engawa-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

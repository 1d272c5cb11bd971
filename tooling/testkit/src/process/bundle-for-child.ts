import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Packages with a native part: they can't be put into one file. */
const native = ['better-sqlite3', 'fs-native-extensions', '@napi-rs/keyring']

/**
 * Make one file that Node can run from a TypeScript file and the sources it imports, workspace packages included. For
 * programs that a test kills or runs many of at once; run it with `runBin` or `spawn`.
 *
 * @param entry path of the TypeScript file
 * @param packageFolder whose `node_modules` hold what the file imports; the result is put below it
 */
export async function bundleForChild(entry: string, packageFolder: string): Promise<string> {
  const cache = join(packageFolder, 'node_modules', '.engawa-test')
  await mkdir(cache, { recursive: true })
  const outfile = join(await mkdtemp(join(cache, 'bundle-')), 'main.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@engawa/source'],
    external: native,
    // Bundled CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    logLevel: 'silent',
  })
  return outfile
}

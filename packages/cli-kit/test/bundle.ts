import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundle TypeScript into one CommonJS file that Node can run, as the tools of the suite are. */
export async function bundle(source: string, resolveDir: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'main.cjs')
  await build({
    stdin: { contents: source, resolveDir, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['@engawa/source', 'node', 'require', 'default'],
    mainFields: ['main', 'module'],
    supported: { 'dynamic-import': false },
    // Native code is found from where this package finds it.
    plugins: [
      {
        name: 'native',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^fs-native-extensions$/ }, () => ({ path: nativeLocks(), external: true })),
      },
    ],
    logLevel: 'error',
  })
  return outfile
}

const nativeLocks = () =>
  join(import.meta.dirname, '..', '..', 'durable-fs', 'node_modules', 'fs-native-extensions', 'index.js')

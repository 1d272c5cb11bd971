import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Make one CommonJS file that Node can run from a few lines of TypeScript, as the bins of this repository are made. For
 * programs that are too small for a file of their own.
 *
 * @param resolveDir folder from which the lines import
 */
export async function bundleSourceForChild(source: string, resolveDir: string): Promise<string> {
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
    // Native code is found from where the one package that has it finds it.
    plugins: [
      {
        name: 'native',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^fs-native-extensions$/ }, () => ({ path: nativeLocks, external: true })),
      },
    ],
    logLevel: 'error',
  })
  return outfile
}

const nativeLocks = join(
  import.meta.dirname,
  '../../../../packages/durable-fs/node_modules/fs-native-extensions/index.js',
)

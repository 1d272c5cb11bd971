import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

/** Bundle TypeScript into a program, as Node does not run it. @returns the program's path, in a folder of its own */
export async function bundle(source: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'storage-program-')), 'program.mjs')
  await build({
    ...source,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@engawa/source'],
    plugins: [
      {
        name: 'what is native, or loads its parts as it goes, stays where it is',
        setup: (b) =>
          b.onResolve({ filter: /^(better-sqlite3|fs-native-extensions|ioredis|pg)$/ }, async (args) => {
            if (args.pluginData === 'resolving') return undefined
            const { kind, resolveDir } = args
            const found = await b.resolve(args.path, { kind, resolveDir, pluginData: 'resolving' })
            return { path: pathToFileURL(found.path).href, external: true }
          }),
      },
    ],
  })
  return outfile
}

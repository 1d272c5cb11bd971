import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

/** A mistake that somebody could make: in the file of this name, one piece of code is another. */
export interface Mutant {
  readonly file: string
  readonly code: string
  readonly becomes: string
}

/** Bundle TypeScript into a program, as Node does not run it. @returns the program's path, in a folder of its own */
export async function bundle(source: Pick<BuildOptions, 'entryPoints' | 'stdin'>, mutant?: Mutant): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'storage-program-')), 'program.mjs')
  await build({
    ...source,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@engawa/source'],
    plugins: [
      ...(mutant === undefined ? [] : [mutation(mutant)]),
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

const mutation = ({ file, code, becomes }: Mutant): Plugin => ({
  name: 'one mistake',
  setup: (b) => {
    let isMade = false
    b.onLoad({ filter: new RegExp(`/src/(.*/)?${file}$`) }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (source.split(code).length !== 2) throw new Error(`${path} does not have ${code} once`)
      isMade = true
      return { contents: source.replace(code, () => becomes), loader: 'ts' }
    })
    b.onEnd(() => {
      if (!isMade) throw new Error(`${file} is no part of the program`)
    })
  },
})

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { WriterTask } from './writer-process.js'

/** Bundle the writer, as Node does not run TypeScript. @returns the path of the program */
export async function bundleWriter(): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'storage-writer-')), 'writer.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('writer-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@engawa/source'],
    plugins: [
      {
        name: 'native code stays where it is',
        setup: (b) =>
          b.onResolve({ filter: /^(better-sqlite3|fs-native-extensions)$/ }, async (args) => {
            if (args.pluginData === 'resolving') return undefined
            const found = await b.resolve(args.path, {
              kind: args.kind,
              resolveDir: args.resolveDir,
              pluginData: 'resolving',
            })
            return { path: pathToFileURL(found.path).href, external: true }
          }),
      },
    ],
  })
  return outfile
}

export interface Writer {
  readonly process: ChildProcess
  /** Numbers acknowledged so far. */
  readonly acknowledged: readonly number[]
  readonly errors: () => string
  /** Resolves when this many are acknowledged, or the writer has ended. */
  reached(count: number): Promise<void>
  /** Resolves with the exit code, null after a signal, when all that it said was read. */
  readonly ended: Promise<number | null>
}

export function startWriter(program: string, task: WriterTask): Writer {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const acknowledged: number[] = []
  let errors = ''
  let rest = ''
  const listeners = new Set<() => void>()
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  child.stdout.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    acknowledged.push(...lines.map(Number))
    for (const listener of listeners) listener()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    process: child,
    acknowledged,
    errors: () => errors,
    ended,
    reached: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (acknowledged.length >= count) resolve()
        }
        listeners.add(look)
        look()
        void ended.then(() => resolve())
      }),
  }
}

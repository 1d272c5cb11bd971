import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface BundledCommand {
  /** Runs `engawa-redact` as a process of its own, with nothing but `env` in its environment. */
  run(args: readonly string[], input?: string | Buffer, env?: Record<string, string>): Promise<Ended>
  readonly folder: string
  remove(): Promise<void>
}

/** Bundles the command as it stands in the source, so that the test needs no build. */
export async function bundleCommand(): Promise<BundledCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'engawa-redact-'))
  await build({
    cwd: join(import.meta.dirname, '..'),
    input: { redact: 'src/cli/bin.ts' },
    platform: 'node',
    resolve: { conditionNames: ['@engawa/source', 'node', 'import', 'default'] },
    transform: { define: { __VERSION__: '"0.0.1"' } },
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'silent',
  })
  return {
    folder,
    run: (args, input = '', env = {}) => runNode([join(folder, 'redact.mjs'), ...args], input, env),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function runNode(args: readonly string[], input: string | Buffer, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') }),
    )
    // It may end before it has read all.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTempDir, type FakeOllama, type RunResult, runBin, startFakeOllama } from '@engawa/testkit'

const bin = join(dirname(fileURLToPath(import.meta.url)), '../dist/zen.cjs')

export interface ZenRun extends RunResult {
  /** stdout as JSON. */
  json(): { ok: boolean; data: Record<string, unknown>; error: { code: string; message: string; hint?: string } }
}

export interface ZenHome {
  readonly home: string
  readonly ollama: FakeOllama
  run(
    args: readonly string[],
    options?: { stdin?: string; env?: Record<string, string>; cwd?: string },
  ): Promise<ZenRun>
  config(settings: object): void
  /** Everything that zen keeps on the disk, as one text. */
  diskText(): string
  close(): Promise<void>
}

/** The built zen in an empty home, with a fake Ollama as the only model there is. */
export async function createZenHome(): Promise<ZenHome> {
  const folder = await createTempDir('zen-')
  const ollama = await startFakeOllama()
  const home = folder.path
  return {
    home,
    ollama,
    async run(args, { stdin, env = {}, cwd = home } = {}) {
      const result = await runBin(bin, args, {
        cwd,
        env: { HOME: home, OLLAMA_HOST: ollama.url, ...env },
        ...(stdin === undefined ? {} : { stdin }),
      })
      return { ...result, json: () => JSON.parse(result.stdout) }
    },
    config(settings) {
      mkdirSync(join(home, '.zen-cli'), { recursive: true })
      writeFileSync(join(home, '.zen-cli/config.json'), JSON.stringify(settings))
    },
    diskText: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .join('\n'),
    async close() {
      await ollama.close()
      await folder.remove()
    },
  }
}

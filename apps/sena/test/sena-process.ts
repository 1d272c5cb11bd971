import { fileURLToPath } from 'node:url'
import { createSenaClient, type SenaClient } from '@engawa/sena-client'
import {
  createTempDir,
  type RunResult,
  runBin,
  type ServiceProcess,
  startServiceProcess,
  waitUntil,
} from '@engawa/testkit'

export const senaBin = fileURLToPath(new URL('../dist/sena.cjs', import.meta.url))

/** Nothing listens here: the answer to "is there a model?" must not depend on the machine. */
export const noOllama = 'http://127.0.0.1:9'

export interface SenaHome {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  /** Run a command of `sena` to its end. */
  command(...args: readonly string[]): Promise<RunResult>
  /** Start the server on a free port and wait until it answers. */
  start(options?: { readonly ollama?: string; readonly args?: readonly string[] }): Promise<SenaProcess>
  remove(): Promise<void>
}

export interface SenaProcess {
  readonly url: string
  readonly client: SenaClient
  readonly process: ServiceProcess
  /** A request as no client of ours would send it. */
  request(path: string, init?: RequestInit): Promise<Response>
}

/** Folders of a Sena that nobody else uses. Whatever was started on them is ended with `remove`. */
export async function createSenaHome(more: Readonly<Record<string, string>> = {}): Promise<SenaHome> {
  const folder = await createTempDir('sena-')
  const env = { SENA_HOME: folder.path, HOME: folder.path, ...more }
  const started: ServiceProcess[] = []
  return {
    path: folder.path,
    env,
    command: (...args) => runBin(senaBin, args, { env: { ...env, OLLAMA_HOST: noOllama }, cwd: folder.path }),
    async start({ ollama = noOllama, args = [] } = {}) {
      const process = startServiceProcess(globalThis.process.execPath, [senaBin, '--port', '0', ...args], {
        env: { ...env, OLLAMA_HOST: ollama },
        cwd: folder.path,
      })
      started.push(process)
      const address = () => / listens on (http:\S+)/.exec(process.output())?.[1]
      await waitUntil('sena listens', () => address() !== undefined, { explain: process.output, timeoutMs: 15_000 })
      const url = address() ?? ''
      return {
        url,
        process,
        client: createSenaClient({ baseUrl: url }),
        request: (path, init) => fetch(`${url}${path}`, init),
      }
    },
    async remove() {
      for (const process of started) await process.kill()
      await folder.remove()
    },
  }
}

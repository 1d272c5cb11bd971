import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ServiceProcess, startServiceProcess, waitUntil } from '@engawa/testkit'

const sena = fileURLToPath(new URL('../../sena/dist/sena.cjs', import.meta.url))
const web = fileURLToPath(new URL('../dist', import.meta.url))

export interface SenaServerOptions {
  /** Kept by the caller: a second Sena on the same one finds what the first left. */
  readonly home: string
  readonly port: number
  readonly ollamaUrl: string
}

/** The built Sena serving the built web interface, as a person runs it. */
export async function startSenaServer({ home, port, ollamaUrl }: SenaServerOptions): Promise<ServiceProcess> {
  for (const built of [sena, `${web}/index.html`]) {
    if (!existsSync(built)) throw new Error(`${built} is not built; run \`pnpm build\``)
  }
  const server = startServiceProcess(process.execPath, [sena, '--port', String(port), '--web', web], {
    cwd: home,
    env: { HOME: home, SENA_HOME: `${home}/sena`, OLLAMA_HOST: ollamaUrl },
  })
  const answers = async () => (await fetch(`http://127.0.0.1:${port}/api/v1/health`)).ok
  await waitUntil('Sena answers', answers, { explain: server.output })
  return server
}

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServiceProcess } from './service-process.js'
import { createTempDir, type TempDir } from './temp-dir.js'
import { waitUntil } from './wait-until.js'

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a service process', () => {
  let directory: TempDir

  beforeAll(async () => {
    directory = await createTempDir()
  })
  afterAll(() => directory.remove())

  async function pidIn(name: string): Promise<number> {
    const file = join(directory.path, name)
    await waitUntil(`${name} is written`, async () => (await readFile(file, 'utf8')).endsWith('\n'))
    return Number(await readFile(file, 'utf8'))
  }

  it('takes what it started with it, daemons in a session of their own too', async () => {
    const file = join(directory.path, 'daemon')
    const service = startServiceProcess('/bin/sh', ['-c', `setsid sh -c 'echo $$ > ${file}; exec sleep 600' & wait`])
    const daemon = await pidIn('daemon')
    expect(runs(daemon)).toBe(true)
    await service.stop()
    await waitUntil('the daemon is gone', () => !runs(daemon))
    expect(runs(service.pid)).toBe(false)
  })

  it('is killed when it does not listen', async () => {
    const service = startServiceProcess('/bin/sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"])
    await waitUntil('it is ready', () => service.output().includes('ready'))
    await service.stop('SIGTERM', 100)
    expect(runs(service.pid)).toBe(false)
  })

  it('goes, with its folder, when the test’s own process is killed', async () => {
    const file = join(directory.path, 'orphan')
    const script = join(directory.path, 'test.mjs')
    const kit = new URL('../index.ts', import.meta.url).pathname
    await writeFile(
      script,
      `const vite = await import(${JSON.stringify(import.meta.resolve('vitest/node'))})
       const server = await vite.createViteServer({ configFile: false, root: ${JSON.stringify(join(kit, '../..'))},
         server: { middlewareMode: true, hmr: false, ws: false, watch: null }, logLevel: 'silent', optimizeDeps: { noDiscovery: true } })
       const { createTempDir } = await server.ssrLoadModule('/src/process/temp-dir.ts')
       const { startServiceProcess } = await server.ssrLoadModule('/src/process/service-process.ts')
       const folder = await createTempDir()
       startServiceProcess('/bin/sh', ['-c', 'echo $$ > ${file}; exec sleep 600'])
       console.log(folder.path)
       setInterval(() => {}, 1000)`,
    )
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let folder = ''
    child.stdout.on('data', (chunk: Buffer) => {
      folder += chunk.toString()
    })
    const orphan = await pidIn('orphan')
    await waitUntil('it has named its folder', () => folder.endsWith('\n'))
    expect(existsSync(folder.trim())).toBe(true)
    child.kill('SIGKILL')
    await waitUntil('the service is gone', () => !runs(orphan))
    await waitUntil('the folder is gone', () => !existsSync(folder.trim()))
  })
})

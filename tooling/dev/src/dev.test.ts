import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTempDir, freePort, runBin, type TempDir, waitUntil } from '@engawa/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = join(dirname(fileURLToPath(import.meta.url)), 'dev.mjs')

let home: TempDir
let stack: ChildProcess | undefined
beforeEach(async () => {
  home = await createTempDir('dev-')
})
afterEach(async () => {
  if (stack && stack.exitCode === null) {
    const gone = once(stack, 'exit')
    stack.kill('SIGTERM')
    await gone
  }
  stack = undefined
  await home.remove()
})

const reachable = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )

/** Processes that this one started, and those that they started. */
function childrenOf(pid: number | undefined): readonly number[] {
  const of = (parent: number | undefined) =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
      .map(Number)
  return of(pid).flatMap((child) => [child, ...childrenOf(child)])
}

function parentOf(pid: string): number | undefined {
  try {
    // `pid (name) state parent …`; the name may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) \S /s, '')
        .split(' ')[0],
    )
  } catch {
    return undefined
  }
}

/** A process that has ended and only waits to be noticed is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('pnpm dev', () => {
  it('starts Sena and its web interface, says what is missing, and leaves nothing behind', async () => {
    const [sena, web] = [await freePort(), await freePort()]
    stack = spawn(process.execPath, [script], {
      env: {
        PATH: process.env.PATH,
        HOME: home.path,
        SENA_PORT: String(sena),
        WEB_PORT: String(web),
        OLLAMA_HOST: 'http://127.0.0.1:9',
      },
      stdio: 'pipe',
    })
    let output = ''
    stack.stdout?.on('data', (chunk) => {
      output += chunk
    })
    stack.stderr?.on('data', (chunk) => {
      output += chunk
    })
    await waitUntil('the stack is up', () => output.includes('Ctrl-C stops both'), {
      timeoutMs: 120_000,
      explain: () => output,
    })

    expect(output).toContain(`http://127.0.0.1:${web}`)
    expect(output).toContain(`http://127.0.0.1:${sena}`)
    expect(output).toMatch(/Ollama: not found at http:\/\/127\.0\.0\.1:9/)
    expect(await reachable(`http://127.0.0.1:${sena}/api/v1/health`)).toBe(true)
    // Through the page's own server, as the browser asks.
    expect(await reachable(`http://127.0.0.1:${web}/api/v1/health`)).toBe(true)

    const started = childrenOf(stack.pid)
    expect(started.length).toBeGreaterThanOrEqual(2)
    const gone = once(stack, 'exit')
    stack.kill('SIGINT')
    expect((await gone)[0]).toBe(0)
    // The sandbox's process ends when it notices that Sena is gone.
    await expect.poll(() => started.filter(isAlive), { timeout: 5_000 }).toEqual([])
    expect(await reachable(`http://127.0.0.1:${sena}/api/v1/health`)).toBe(false)
    expect(await reachable(`http://127.0.0.1:${web}/`)).toBe(false)
  }, 150_000)

  it('ends with the code of the part that broke', async () => {
    stack = spawn(process.execPath, [script], {
      env: {
        PATH: process.env.PATH,
        HOME: home.path,
        SENA_PORT: String(await freePort()),
        WEB_PORT: String(await freePort()),
      },
      stdio: 'pipe',
    })
    let output = ''
    stack.stdout?.on('data', (chunk) => {
      output += chunk
    })
    await waitUntil('the stack is up', () => output.includes('Ctrl-C stops both'), {
      timeoutMs: 120_000,
      explain: () => output,
    })
    const sena = childrenOf(stack.pid).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sena.cjs'))
    const gone = once(stack, 'exit')
    process.kill(sena ?? 0, 'SIGKILL')
    expect((await gone)[0]).not.toBe(0)
  }, 150_000)

  it.each(['SENA_PORT', 'WEB_PORT'])('names a taken port and the setting that changes it (%s)', async (setting) => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const address = blocker.address()
    const taken = typeof address === 'object' ? address?.port : undefined
    const ports = { SENA_PORT: String(await freePort()), WEB_PORT: String(await freePort()), [setting]: String(taken) }
    const run = await runBin(script, [], { env: { HOME: home.path, ...ports } })
    blocker.close()
    expect(run.code).toBe(1)
    expect(run.stderr).toContain(`Port ${taken} on 127.0.0.1 is taken`)
    expect(run.stderr).toContain(`${setting}=`)
  })

  it('refuses a port that is none', async () => {
    const run = await runBin(script, [], { env: { HOME: home.path, SENA_PORT: 'eighty' } })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('SENA_PORT=eighty is not a port')
  })
})

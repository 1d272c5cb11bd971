import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { installDemo } from '../../test/demo-program.js'

let program: string
beforeAll(async () => {
  program = (await installDemo()).program
})

const shell = (script: string) => promisify(execFile)('/bin/bash', ['-c', script.replaceAll('demo', program)])

/** Start `demo wait`, send it a signal once it waits, and see how it ends. */
async function interrupted(signal: NodeJS.Signals, env: Record<string, string> = {}) {
  const child = spawn(program, ['wait'], { env: { ...process.env, ...env } })
  let stderr = ''
  let stdout = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  await new Promise<void>((resolve) =>
    child.stderr.on('data', (chunk) => {
      stderr += chunk
      if (stderr.startsWith('waiting')) resolve()
    }),
  )
  child.kill(signal)
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

describe('a program in its own process', () => {
  it('ends quietly when the reader leaves', async () => {
    const { stdout, stderr } = await shell('set -o pipefail; demo flood | head -n 2; echo "$?"')
    expect(stdout.split('\n').at(-2)).toBe('0')
    expect(stderr).toBe('')
  })

  it('writes everything before it ends', async () => {
    const { stdout } = await shell('demo flood | (sleep 0.3; wc -l)')
    expect(stdout.trim()).toBe('200000')
  })

  it('saves its state on Ctrl-C and ends with 130', async () => {
    expect(await interrupted('SIGINT')).toEqual({
      code: 130,
      stdout: '',
      stderr: 'waiting\nstate saved\nerror: interrupted\n',
    })
    expect(await interrupted('SIGINT', { KEEP_RESULT: '1' })).toMatchObject({ code: 130, stdout: 'partial\n' })
  })

  it('ends with 143 when it is asked to terminate and could not finish, with its own code when it could', async () => {
    expect((await interrupted('SIGTERM')).code).toBe(143)
    expect((await interrupted('SIGTERM', { KEEP_RESULT: '1' })).code).toBe(0)
  })

  it('reads standard input, also when it is large or no UTF-8', async () => {
    expect((await shell('head -c 3000000 /dev/zero | demo read')).stdout).toBe('3000000\n')
    expect((await shell("printf 'a\\xffb' | demo read")).stdout).toBe('3\n')
    expect((await shell('demo read < /dev/null')).stdout).toBe('0\n')
  })

  it('names a full disk on standard output', async () => {
    const { stderr } = await shell('demo echo hi > /dev/full; echo "code $?" >&2')
    expect(stderr).toMatch(/^error: could not write the answer: ENOSPC.*\nhint: .*\ncode 6\n$/)
  })

  it('works with standard output or error closed', async () => {
    expect((await shell('demo echo hi >&-; echo "$?"')).stdout).toBe('0\n')
    expect((await shell('demo nope 2>&-; echo "$?"')).stdout).toBe('2\n')
  })

  it('uses colours only where they are wanted', async () => {
    const stderrOf = async (environment: string, flags = '') =>
      (await shell(`env ${environment} demo nope ${flags} || true`)).stderr
    expect(await stderrOf('-u FORCE_COLOR')).not.toContain('\u001b')
    expect(await stderrOf('FORCE_COLOR=1')).toContain('\u001b[31m')
    expect(await stderrOf('FORCE_COLOR=1 NO_COLOR=1')).toContain('\u001b[31m')
    expect(await stderrOf('FORCE_COLOR=1', '--no-color')).not.toContain('\u001b')
    const onTerminal = (environment: string) =>
      shell(`env -u FORCE_COLOR TERM=xterm ${environment} script -qec 'demo nope' /dev/null || true`)
    expect((await onTerminal('A=1')).stdout).toContain('\u001b[31m')
    expect((await onTerminal('NO_COLOR=1')).stdout).not.toContain('\u001b[31m')
  })
})

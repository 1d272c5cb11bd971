import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { shellWord } from '../src/hooks/scripts/shell-word.js'
import { bin } from './run-znav.js'

/**
 * Run znav where a person sits: in a pseudo-terminal.
 *
 * @param typed what the person types, line breaks and all
 * @returns what the terminal showed
 */
export async function atTerminal(
  args: readonly string[],
  typed: string,
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<string> {
  const command = [process.execPath, bin, ...args].map(shellWord).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH ?? '', SHELL: '/bin/sh', TERM: 'dumb', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  child.stdin.write(typed)
  await once(child, 'close')
  return shown
}

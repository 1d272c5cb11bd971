import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HookShell } from '../src/hooks/hook-script.js'
import { bin } from './run-znav.js'

/** A machine without one of the shells skips that shell by name. */
export const hasShell = (shell: string) =>
  [shell, 'script'].every((program) => spawnSync(program, ['--version']).status === 0)

export interface ShellRun {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  /** Lines of the start-up file before and after the hook. */
  readonly before?: string
  readonly after?: string
  /** Put before the shell: strace and its options. */
  readonly under?: string
}

const hook: Readonly<Record<HookShell, string>> = {
  bash: `eval "$('${process.execPath}' '${bin}' init bash)"`,
  zsh: `eval "$('${process.execPath}' '${bin}' init zsh)"`,
  fish: `'${process.execPath}' '${bin}' init fish | source`,
}

// The usual prompt of fish runs git. And fish without its configuration is in private mode.
const plainPrompt: Readonly<Record<HookShell, string>> = {
  bash: '',
  zsh: '',
  fish: "set -e fish_private_mode; function fish_prompt; echo '> '; end",
}

/**
 * Type lines into a real shell in a pseudo-terminal, then leave it.
 *
 * @returns what the terminal showed
 */
export async function typeInto(shell: HookShell, lines: readonly string[], run: ShellRun): Promise<string> {
  const { home, before = '', after = '', under = '' } = run
  const start = [plainPrompt[shell], before, hook[shell], hook[shell], after].join('\n')
  const files = { bash: '.bashrc', zsh: '.zshrc', fish: 'start.fish' }
  writeFileSync(join(home, files[shell]), `${start}\n`)
  const commands = {
    bash: `bash --rcfile '${home}/.bashrc' -i`,
    zsh: 'zsh -d -i',
    fish: `fish --no-config -i -C 'source ${home}/start.fish'`,
  }
  const child = spawn('script', ['-qec', `${under} ${commands[shell]}`, '/dev/null'], {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, ZDOTDIR: home, TERM: 'dumb', LANG: 'C.UTF-8', ...run.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  child.stdin.write(`${[...lines, 'exit'].join('\n')}\n`)
  await once(child, 'close')
  return shown
}

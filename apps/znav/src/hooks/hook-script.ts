import { bashHook } from './scripts/bash-hook.js'
import { fishHook } from './scripts/fish-hook.js'
import { fishWord, shellWord } from './scripts/shell-word.js'
import { zshHook } from './scripts/zsh-hook.js'

export const hookShells = ['zsh', 'bash', 'fish'] as const
export type HookShell = (typeof hookShells)[number]

export interface HookInstallation {
  readonly spool: string
  readonly switches: string
  readonly interval: number
  readonly pause: number
  /** Program and arguments that collect what the hooks wrote down. */
  readonly collect: readonly string[]
  readonly token: string
}

/** The script that `eval` takes. It starts one process now and then, to collect, and none for a prompt. */
export function hookScript(shell: HookShell, { collect, ...places }: HookInstallation): string {
  if (shell === 'fish') return fishHook({ ...places, collect: `command ${collect.map(fishWord).join(' ')}` })
  const words = collect.map(shellWord).join(' ')
  return shell === 'zsh' ? zshHook({ ...places, collect: words }) : bashHook({ ...places, collect: words })
}

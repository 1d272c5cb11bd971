import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { GitPlace } from '../model.js'

/**
 * The branch and working tree that a folder belongs to, read from git's own files: fifty panes are no fifty processes.
 *
 * @returns nothing outside of any working tree
 */
export function gitPlace(folder: string): GitPlace | undefined {
  for (let worktree = folder; ; worktree = dirname(worktree)) {
    const branch = branchAt(join(worktree, '.git'))
    if (branch !== undefined) return { branch, worktree }
    if (worktree === dirname(worktree)) return undefined
  }
}

function branchAt(git: string): string | undefined {
  try {
    const head = readFileSync(join(gitFolder(git), 'HEAD'), 'utf8').trim()
    return (
      /^ref: refs\/heads\/(.+)$/.exec(head)?.[1] ?? (/^[0-9a-f]{40,64}$/.test(head) ? head.slice(0, 12) : undefined)
    )
  } catch {
    return undefined
  }
}

/** In a linked working tree `.git` is a file that says where the folder is. */
function gitFolder(git: string): string {
  if (statSync(git).isDirectory()) return git
  const target = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1]
  return target === undefined ? git : resolve(dirname(git), target)
}

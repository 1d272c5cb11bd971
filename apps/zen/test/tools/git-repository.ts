import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A real repository in a folder, to be written to and committed. */
export function createRepository(folder: string) {
  mkdirSync(folder, { recursive: true })
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    })
  git('init', '--quiet', '--initial-branch=main')
  return {
    folder,
    git,
    write(files: Readonly<Record<string, string>>): void {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
    },
    commit(message: string): void {
      git('add', '--all')
      git('commit', '--quiet', '--no-verify', '-m', message)
    },
  }
}

export type Repository = ReturnType<typeof createRepository>

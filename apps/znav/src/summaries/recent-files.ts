import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runGit } from './run-git.js'

const shown = 10
/** Of a huge tree only so many are looked at. */
const looked = 2_000

/** Files that were modified last, newest first: what git says has changed, else what lies in the folder. */
export async function recentFiles(cwd: string, signal: AbortSignal): Promise<readonly string[]> {
  const listed = await runGit(cwd, ['ls-files', '-z', '--modified', '--others', '--exclude-standard'], signal)
  const names = listed === undefined ? visibleFiles(cwd) : listed.split('\0').filter(Boolean)
  const dated = [...new Set(names)].slice(0, looked).flatMap((name) => {
    const found = statSync(join(cwd, name), { throwIfNoEntry: false })
    return found?.isFile() ? [{ name, at: found.mtimeMs }] : []
  })
  return dated
    .toSorted((a, b) => b.at - a.at)
    .slice(0, shown)
    .map(({ name }) => name)
}

function visibleFiles(cwd: string): readonly string[] {
  try {
    return readdirSync(cwd).filter((name) => !name.startsWith('.'))
  } catch {
    return []
  }
}

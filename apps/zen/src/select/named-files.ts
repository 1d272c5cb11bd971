import { statSync } from 'node:fs'
import { resolve } from 'node:path'

/** Names that are looked for on the disk at the most. */
const mostNames = 50

/** Files that a task names and that are there, as it names them: "review src/main.ts" means that file. */
export function namedFiles(task: string, cwd: string): readonly string[] {
  const names = (task.match(/[^\s"'`“”‘’«»()<>,;]+/gu) ?? [])
    .map((word) => word.replace(/[.:!?]+$/, ''))
    .filter((word) => !word.startsWith('-') && /[./\\]\w/.test(word))
  return [...new Set(names)].slice(0, mostNames).filter((name) => isThere(resolve(cwd, name)))
}

function isThere(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    // Not a file, too long, or not ours to see: the words stay words.
    return false
  }
}

/** The commits that a task names, as git takes them: `main..HEAD`. */
export const namedRange = (task: string): string | undefined =>
  /(?:^|\s)([\w/@~^][\w./@~^-]*\.\.\.?[\w./@~^-]*[\w~^])(?=[\s,;:!?]|\.?$)/.exec(task)?.[1]

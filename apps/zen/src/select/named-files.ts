import { statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'

/** Names that are looked for on the disk at the most. */
const mostNames = 50

/**
 * Files of this folder that a task names, as it names them: "review src/main.ts" means that file. Others are only spoken
 * of: whoever asks what /etc/passwd is for does not want it sent.
 */
export function namedFiles(task: string, cwd: string): readonly string[] {
  const names = (task.match(/[^\s"'`“”‘’«»()<>,;]+/gu) ?? [])
    .map((word) => word.replace(/[.:!?]+$/, ''))
    .filter((word) => !word.startsWith('-') && /[./\\]\w/.test(word))
  return [...new Set(names)].slice(0, mostNames).filter((name) => isWithin(cwd, name) && isThere(resolve(cwd, name)))
}

function isWithin(folder: string, name: string): boolean {
  const path = relative(folder, resolve(folder, name))
  return !isAbsolute(path) && path.split(/[\\/]/)[0] !== '..'
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

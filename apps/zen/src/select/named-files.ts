import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { imageType } from '../input/sources/image-type.js'
import { isSecretFile } from '../input/sources/secret-file.js'

/** Names that are looked for on the disk at the most. */
const mostNames = 50

/**
 * Files of this folder that a task names, as it names them: "review src/main.ts" means that file. Others are only spoken
 * of: whoever asks what /etc/passwd is for does not want it sent, and whoever asks why .env is not loaded wants an answer,
 * not to hear that it can't be.
 */
export function namedFiles(task: string, cwd: string): readonly string[] {
  const names = (task.match(/[^\s"'`“”‘’«»()<>,;]+/gu) ?? [])
    .map((word) => word.replace(/[.:!?]+$/, ''))
    .filter((word) => !word.startsWith('-') && /[./\\]\w/.test(word))
  return [...new Set(names)].slice(0, mostNames).filter((name) => isWithin(cwd, name) && isSendable(resolve(cwd, name)))
}

function isWithin(folder: string, name: string): boolean {
  const path = relative(folder, resolve(folder, name))
  return !isAbsolute(path) && path.split(/[\\/]/)[0] !== '..'
}

function isSendable(path: string): boolean {
  try {
    if (!statSync(path).isFile() || isSecretFile(path)) return false
    const head = headOf(path)
    // As files are read that are named by `-f`.
    return imageType(head) !== undefined || !head.includes(0)
  } catch {
    // Not a file, too long, or not ours to see: the words stay words.
    return false
  }
}

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const head = new Uint8Array(8_000)
    return head.subarray(0, readSync(file, head))
  } finally {
    closeSync(file)
  }
}

/** The commits that a task names, as git takes them: `main..HEAD`. */
export const namedRange = (task: string): string | undefined =>
  /(?:^|\s)([\w/@~^][\w./@~^-]*\.\.\.?[\w./@~^-]*[\w~^])(?=[\s,;:!?]|\.?$)/.exec(task)?.[1]

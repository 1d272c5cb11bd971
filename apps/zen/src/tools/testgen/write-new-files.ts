import { lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { neutralise } from '@engawa/cli-kit'
import { isSecretFile } from '../../input/sources/secret-file.js'

interface NewFile {
  readonly path: string
  readonly content: string
}

export interface WrittenFiles {
  readonly written: readonly string[]
  readonly notes: readonly string[]
}

/**
 * Write files that a model chose the paths of: new ones only, below the folder that the person is in and nowhere else,
 * also by way of a link.
 */
export function writeNewFiles(files: readonly NewFile[], cwd: string): WrittenFiles {
  const written: string[] = []
  const notes: string[] = []
  for (const { path, content } of files) {
    const why = refusal(path, cwd) ?? write(resolve(cwd, path), content)
    if (why === undefined) written.push(path)
    else notes.push(`${neutralise(path)} was not written: ${why}`)
  }
  return { written, notes }
}

function refusal(path: string, cwd: string): string | undefined {
  const place = relative(cwd, resolve(cwd, path))
  const parts = place.split(sep)
  if (path.includes('\0') || place === '' || parts[0] === '..' || resolve(place) === place) return 'it is elsewhere'
  if (parts.includes('.git') || parts.includes('node_modules') || isSecretFile(path)) return 'nothing is written there'
  const real = realpathSync(nearestThere(dirname(resolve(cwd, path))))
  const below = relative(realpathSync(cwd), real)
  return below === '..' || below.startsWith(`..${sep}`) ? 'a link leads elsewhere' : undefined
}

/** The folder, or the first above it that exists. */
function nearestThere(folder: string): string {
  const isThere = lstatSync(folder, { throwIfNoEntry: false }) !== undefined
  return isThere || folder === dirname(folder) ? folder : nearestThere(dirname(folder))
}

function write(path: string, content: string): string | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content.endsWith('\n') ? content : `${content}\n`, { flag: 'wx' })
    return undefined
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return code === 'EEXIST' ? 'it is there already' : `it can't be written (${code})`
  }
}

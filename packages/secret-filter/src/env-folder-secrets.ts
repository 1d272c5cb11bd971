import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { envFileSecrets } from './env-file-secrets.js'
import type { KnownValue } from './secret-filter.js'

/** A `.env` past this is none; it is passed over rather than held in memory. */
const maxBytes = 1024 * 1024

/** `.env`, `.env.local`, `.env.production`; an example of one holds no secrets. */
const isEnvFile = (name: string): boolean =>
  /^\.env(\.[\w.-]{1,64})?$/.test(name) && !/\.(example|sample|template)$/.test(name)

/**
 * The secrets of the `.env` files of a folder, and of those above it up to the root of its repository. What can't be
 * read is passed over: then no program of the suite has read it either. Pipes are left alone, they would block.
 *
 * @param folder absolute
 */
export function envFolderSecrets(folder: string): readonly KnownValue[] {
  return foldersOf(folder).flatMap((each) =>
    namesIn(each)
      .filter(isEnvFile)
      .flatMap((name) => secretsIn(join(each, name))),
  )
}

/** The folder alone where no repository is around it: what lies above is then nobody's in particular. */
function foldersOf(folder: string): readonly string[] {
  const folders: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at)
    if (existsSync(join(at, '.git'))) return folders
    if (at === dirname(at)) return [folder]
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function secretsIn(path: string): readonly KnownValue[] {
  try {
    const found = statSync(path)
    return found.isFile() && found.size <= maxBytes ? envFileSecrets(readFileSync(path, 'utf8')) : []
  } catch {
    return []
  }
}

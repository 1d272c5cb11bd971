import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, sep } from 'node:path'
import { type JsonValue, UserError } from '@engawa/core'
import { startOf } from '../input/sources/locate-sources.js'
import { isPrivateFolder, secretFolder } from '../input/sources/secret-file.js'

/**
 * Hold a client to the folder that the server works in. A person may name any file of theirs; a client speaks for a
 * model, which may have read what to ask for on somebody's page.
 *
 * @param files what the client named; what is no list of names the tool itself refuses
 * @throws UserError `zen/outside-folder` for what lies elsewhere, also behind a link; `zen/secret-file` for what lies in
 *   a folder of keys
 */
export async function holdToFolder(files: JsonValue | undefined, folder: string): Promise<void> {
  const root = realpathSync(folder)
  for (const name of Array.isArray(files) ? files : []) {
    const start = typeof name === 'string' ? await startOf(name, folder) : undefined
    if (start === undefined) continue
    const below = relative(root, realPathOf(start))
    const parts = below.split(sep)
    if (parts[0] === '..' || isAbsolute(below)) throw outside(String(name), folder)
    if (parts.some(isPrivateFolder)) throw secretFolder(String(name))
  }
}

/** Where a path leads; of one that is not there, where the nearest folder above it does. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : realPathOf(above)
  }
}

const outside = (name: string, folder: string): UserError =>
  new UserError(`${name} is outside of ${folder}, the folder that this server works in`, {
    code: 'zen/outside-folder',
    hint: 'Name files of this folder. For others, zen mcp must be started in a folder that holds them.',
  })

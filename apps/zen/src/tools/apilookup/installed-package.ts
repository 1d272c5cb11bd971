import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { isSecretFile } from '../../input/sources/secret-file.js'
import type { Piece } from '../material/piece.js'
import { readFilePieces } from '../material/read-pieces.js'
import type { ToolContext } from '../tool.js'

/** Tokens for what a package says of itself. */
const budget = 12_000

/**
 * What an npm package says of itself where it is installed: its version, what it exports, its types and its README, as
 * far as the budget holds.
 *
 * @throws UserError `zen/unknown-package`
 */
export async function installedPackage(name: string, context: ToolContext): Promise<readonly Piece[]> {
  const { cwd } = context.command
  const folder = folderOf(name, cwd)
  const manifest = readManifest(folder)
  if (folder === undefined || manifest === undefined) {
    throw new UserError(`${neutralise(name)} is not installed here`, {
      code: 'zen/unknown-package',
      hint: 'Install it, name a page of its documentation with -f, or ask without --package.',
    })
  }
  const version = typeof manifest.version === 'string' ? manifest.version : 'of an unknown version'
  context.desk.note(`read from ${name} ${version}, as installed here`)
  const readme = readdirSync(folder).find((entry) => /^readme(\.md|\.markdown|\.txt)?$/i.test(entry))
  const types = manifest.types ?? manifest.typings
  if (types !== undefined && !isWithin(folder, types)) {
    context.desk.note(
      `${name} names ${JSON.stringify(types).slice(0, 200)} as its types, which is no file of it and was left out`,
    )
  }
  const files = ['package.json', types, readme].filter((file) => isWithin(folder, file))
  return readFilePieces(
    files.map((file) => relative(cwd, join(folder, file))),
    context,
    budget,
  )
}

/** As its author wrote it: any of them may be of any kind. */
interface Manifest {
  readonly version?: unknown
  readonly types?: unknown
  readonly typings?: unknown
}

/** A package chooses which of its own files are read, and none of anybody else's, also not behind a link. */
function isWithin(folder: string, file: unknown): file is string {
  if (typeof file !== 'string') return false
  try {
    const real = realpathSync(join(folder, file))
    return real.startsWith(realpathSync(folder) + sep) && statSync(real).isFile() && !isSecretFile(real)
  } catch {
    // Not there: the package is asked about without it.
    return false
  }
}

/** As Node looks for it: here, then in each folder above. */
function folderOf(name: string, from: string): string | undefined {
  if (!/^(@[\w.-]+\/)?[\w.-]+$/.test(name) || name.startsWith('.')) return undefined
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (readManifest(folder) !== undefined) return folder
    if (at === dirname(at)) return undefined
  }
}

function readManifest(folder: string | undefined): Manifest | undefined {
  if (folder === undefined) return undefined
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined
  } catch {
    // None there, or none that can be read.
    return undefined
  }
}

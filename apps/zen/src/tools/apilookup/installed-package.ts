import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
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
  context.desk.note(`read from ${name} ${manifest.version ?? 'of an unknown version'}, as installed here`)
  const types = manifest.types ?? manifest.typings
  const readme = readdirSync(folder).find((entry) => /^readme(\.md|\.markdown|\.txt)?$/i.test(entry))
  const files = ['package.json', ...(types === undefined ? [] : [types]), ...(readme === undefined ? [] : [readme])]
  return readFilePieces(
    files.map((file) => relative(cwd, join(folder, file))),
    context,
    budget,
  )
}

interface Manifest {
  readonly version?: string
  readonly types?: string
  readonly typings?: string
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
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  } catch {
    // None there, or none that can be read.
    return undefined
  }
}

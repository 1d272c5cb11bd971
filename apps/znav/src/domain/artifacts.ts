import { normalize } from 'node:path'
import { refused } from './errors.js'
import { hasControlCharacters } from './summary.js'

const maxArtifacts = 100
const maxPathLength = 1024

/**
 * Paths of files that an entry names: normalised, each once, in the order given.
 *
 * They are remembered, never opened or run, and need not exist: an entry may be about a file that was deleted.
 *
 * @throws UserError for an empty, overlong or unprintable path, and for more than 100
 */
export function artifactPaths(paths: readonly string[]): string[] {
  if (paths.length > maxArtifacts) {
    throw refused('artifacts/too-many', `${paths.length} artifacts are too many`, `Name at most ${maxArtifacts}.`)
  }
  return [...new Set(paths.map(artifactPath))]
}

function artifactPath(path: string): string {
  if (path.trim() === '') {
    throw refused('artifacts/empty', 'an artifact path is empty', 'Give paths of files: --artifacts src/a.ts src/b.ts')
  }
  if (hasControlCharacters(path)) {
    throw refused(
      'artifacts/unprintable',
      `${JSON.stringify(path)} holds control characters`,
      'Give a plain file path.',
    )
  }
  if (path.length > maxPathLength) {
    throw refused('artifacts/too-long', `an artifact path has ${path.length} characters`, `At most ${maxPathLength}.`)
  }
  return normalize(path)
}

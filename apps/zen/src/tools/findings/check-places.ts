import { neutralise } from '@engawa/cli-kit'
import type { Piece } from '../material/piece.js'
import type { Finding } from './finding.js'

interface CheckedPlaces<Kind extends Finding> {
  readonly findings: readonly Kind[]
  readonly notes: readonly string[]
}

/**
 * Hold the places of findings to what was shown: a model that names a file by its last part means the one it was shown,
 * and a line that is not there is no place to send a person to. Where nothing was shown by its name, as when code was
 * piped in, there is nothing to hold them to.
 */
export function checkPlaces<Kind extends Finding>(
  given: readonly Kind[],
  pieces: readonly Piece[],
): CheckedPlaces<Kind> {
  if (pieces.length === 0) return { findings: given, notes: [] }
  const notes: string[] = []
  const findings = given.map((finding) => {
    const { file, line } = finding
    if (file === null) return { ...finding, line: null }
    const named = file.replace(/^\.\//, '').replace(/:\d+$/, '')
    const shown = pieces.filter(({ name }) => name === named)
    const meant = shown.length > 0 ? shown : pieces.filter(({ name }) => name.endsWith(`/${named}`))
    const [first] = meant
    if (first === undefined) {
      notes.push(`the model speaks of ${neutralise(file)}, which it was not shown`)
      return { ...finding, line: null }
    }
    const isThere = line === null || meant.some((piece) => piece.hasLine(line))
    if (!isThere) notes.push(`the model names line ${line} of ${neutralise(first.name)}, which it was not shown`)
    return { ...finding, file: first.name, line: isThere ? line : null }
  })
  return { findings, notes: [...new Set(notes)] }
}

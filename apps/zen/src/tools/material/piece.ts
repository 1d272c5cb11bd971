/** A file, or what changed in one, as a model reads it: with the number of each line before it. */
export interface Piece {
  /** Path, as a person would write it here. */
  readonly name: string
  /** `file` or `diff`, for the model. */
  readonly kind: 'file' | 'diff'
  readonly text: string
  /** Whether a model that was shown this can speak of this line. */
  hasLine(line: number): boolean
}

/** `12| const a = 1` */
export function numbered(text: string): string {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const width = String(lines.length).length
  return lines.map((line, at) => `${String(at + 1).padStart(width)}| ${line}`).join('\n')
}

export function filePiece(name: string, text: string): Piece {
  const count = text.split('\n').length
  return { name, kind: 'file', text: numbered(text), hasLine: (line) => line >= 1 && line <= count }
}

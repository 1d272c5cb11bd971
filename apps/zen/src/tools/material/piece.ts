/** A file, or what changed in one, as a model reads it: with the number of each line before it, secrets taken out. */
export interface Piece {
  /** Path, as a person would write it here. */
  readonly name: string
  readonly kind: 'file' | 'diff' | 'found'
  readonly text: string
  /** Whether a model that was shown this can speak of this line. */
  hasLine(line: number): boolean
}

/** How a piece stands in a question. */
export const attached = ({ name, kind, text }: Piece): { readonly name: string; readonly text: string } => ({
  name: kind === 'file' ? name : `${name} (${kind === 'diff' ? 'what changed' : 'where it occurs'})`,
  text,
})

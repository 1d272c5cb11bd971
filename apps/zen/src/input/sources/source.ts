import type { ImagePart, RedactionFinding } from '@engawa/core'

/** A text that goes to the model with the question. */
export interface SourceText {
  /** As the person wrote it, or the path below the folder they named. */
  readonly name: string
  /** As it goes: each line with its number, secrets taken out. */
  readonly text: string
  /** Fewer are shown than there are when the rest did not fit. */
  readonly lines: { readonly shown: number; readonly total: number }
  /** Estimated. */
  readonly tokens: number
}

export interface SourceImage {
  readonly name: string
  readonly image: ImagePart
}

export const leftOutReasons = [
  'ignored',
  'binary',
  'image',
  'secret',
  'large',
  'link',
  'unreadable',
  'budget',
  'count',
] as const

/** Why something below a folder, or something that a pattern means, does not go. */
export type LeftOutReason = (typeof leftOutReasons)[number]

export interface LeftOut {
  readonly name: string
  readonly reason: LeftOutReason
}

/** What became of the files, folders, patterns and addresses that a person named. */
export interface SourceReport {
  readonly texts: readonly SourceText[]
  readonly images: readonly SourceImage[]
  readonly leftOut: readonly LeftOut[]
  /** Secrets that were taken out before lines were numbered. */
  readonly findings: readonly RedactionFinding[]
  /** Estimated, of all texts. */
  readonly tokens: number
}

/** Something to be read: `named` itself, `matched` by a pattern, or `found` in a folder. What can't go is refused with an error where it was named, else left out and told. */
export interface LocatedSource {
  readonly name: string
  readonly how: 'named' | 'matched' | 'found'
  readonly place: { readonly path: string } | { readonly url: URL }
}

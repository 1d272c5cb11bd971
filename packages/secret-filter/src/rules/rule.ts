import type { Format } from './format.js'

/** A token that its own shape gives away: a vendor's prefix, an alphabet, a length. */
export interface TokenRule {
  /** Appears in sentinels and audit lines: `github-token`. Lower case, digits and hyphens. */
  readonly name: string
  readonly format: Format
  /** Where to look, in lower case. The format's opening text unless told; then the pattern starts at the keyword. */
  readonly keywords?: readonly string[]
  /** Least entropy, in bits per character, of the whole token. Keeps `xxxx…` and words out. */
  readonly minEntropy?: number
  /** The last word on a match: a checksum, a decoded header. */
  readonly check?: (token: string) => boolean
}

import type { Redacted, RedactionFinding } from '@engawa/core'
import type { Audit } from './audit.js'
import type { Scan } from './detection.js'
import type { LinePlace } from './line-places.js'

/** One place in a text that holds a secret. Offsets are UTF-16, end exclusive. Never carries the secret. */
export interface Finding {
  readonly rule: string
  readonly start: number
  readonly end: number
}

/** A value known to be secret, taken out wherever it occurs, in any of its encodings. */
export interface KnownValue {
  /** Appears in sentinels and audit lines: `OPENAI_API_KEY`. */
  readonly name: string
  readonly value: string
}

/** A person's own pattern, in RE2 syntax, proven on its examples before it is used. */
export interface UserRule {
  readonly name: string
  readonly pattern: string
  /** Texts that the pattern must find. At least one. */
  readonly matches: readonly string[]
  /** Texts that it must leave alone. */
  readonly ignores?: readonly string[]
}

/** A person's rule that has proven itself on its examples. Made by `compileUserRules` alone. */
export interface CompiledUserRule {
  readonly name: string
  /** Reports what it finds, line by line: a person's pattern never crosses lines. */
  scan(scan: Scan): void
}

export interface SecretFilterOptions {
  readonly knownValues?: Iterable<KnownValue>
  /** From `compileUserRules`, which proves them. */
  readonly userRules?: readonly CompiledUserRule[]
  /** SHA-256 (hex) of values that are let through. */
  readonly allow?: readonly string[]
  /** Longest text, in UTF-16 units, that is scanned; a longer one is refused. 16 Mi unless told. */
  readonly maxLength?: number
  /** Keep what is taken out, in memory, so that `rehydrate` can put it back. Off unless told. */
  readonly rehydration?: boolean
}

/** One secret in a text, as it is shown to a person. Never carries the secret. */
export interface PlacedFinding extends LinePlace {
  readonly rule: string
  /** UTF-16 units that are taken out. */
  readonly length: number
  readonly sentinel: string
}

/** What would be sent, and what was taken out of it. */
export interface Preview<T> {
  /** Exactly what would go out. */
  readonly redacted: Redacted<T>
  /** The same for reading: a text as it is, anything else as indented JSON. */
  readonly text: string
  readonly audit: Audit
}

export interface StreamOptions {
  /** Hears of each secret as it is taken out, with its place in all that was written. */
  readonly onFinding?: (finding: PlacedFinding) => void
}

export interface RedactedText {
  readonly text: string
  readonly findings: readonly RedactionFinding[]
}

/** Redacts a text that arrives in pieces. The pieces' boundaries never change the result. */
export interface RedactingStream {
  /** What can be let out for certain after this piece. */
  write(chunk: string): string
  /** The rest. The stream is closed after it. */
  end(): string
  /** What was taken out so far; empty where `onFinding` hears of it, so that endless input takes no memory. */
  readonly findings: readonly RedactionFinding[]
}

export interface SecretFilter {
  /** Places of secrets in a text. */
  scan(text: string): readonly Finding[]
  redactText(text: string): RedactedText
  /**
   * Redact every string in a JSON-like value, keys of objects included.
   *
   * @throws FilterError when anything can't be vouched for: then nothing goes out
   */
  redact<T>(value: T): Redacted<T>
  stream(options?: StreamOptions): RedactingStream
  /** What would be taken out of a text, where and by which rule. */
  explain(text: string): readonly PlacedFinding[]
  /**
   * What would be sent.
   *
   * @throws FilterError as `redact` does
   */
  preview<T>(value: T): Preview<T>
  /**
   * Puts back what this filter took out, for use on this machine. What was put back is known from then on: the filter
   * takes it out again wherever it turns up.
   *
   * @throws FilterError `filter/rehydration-off` unless the filter was made with `rehydration: true`
   */
  rehydrate(text: string): string
}

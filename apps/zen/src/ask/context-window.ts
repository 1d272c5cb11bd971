import { UserError } from '@engawa/core'

/** Tokens that a local model is asked to read at least, and at most unless a person allows more: memory grows with it. */
const leastWindow = 8_192
const mostWindow = 32_768

/** Tokens kept free for the answer when nobody said how long it may be. */
export const answerReserve = 1_024
/** Tokens for files where nobody knows how much the model reads. */
const unknownWindow = 100_000

/** Tokens that files may take, so that question and answer still fit. */
export function roomForFiles({ asked, reserve, known, configured, adjustable }: WindowNeed): number {
  const window = (adjustable ? (configured ?? mostWindow) : known) ?? unknownWindow
  // Chat templates put marks around messages that nobody counts beforehand.
  return Math.max(0, window - asked - reserve - 64)
}

export interface WindowNeed {
  /** Estimated tokens of question and system text. */
  readonly asked: number
  /** Tokens kept free for the answer. */
  readonly reserve: number
  /** What the model is known to read. */
  readonly known: number | undefined
  /** `models.context_window` */
  readonly configured: number | null
  /** The request says how much the model shall read (Ollama's `num_ctx`). */
  readonly adjustable: boolean
}

/**
 * How many tokens the model gets to read; undefined where nobody knows.
 *
 * @throws UserError `zen/too-long` when the question alone does not fit: a model would see a part of it and not say so
 */
export function contextWindow({ asked, reserve, known, configured, adjustable }: WindowNeed): number | undefined {
  const needed = asked + reserve
  const window = adjustable ? (configured ?? grown(needed)) : known
  if (window === undefined || needed <= window) return window
  throw new UserError(`the question is about ${asked} tokens long, and the model reads ${window} with its answer`, {
    code: 'zen/too-long',
    hint: adjustable
      ? `Ask about a part of it, or allow more: zen config set models.context_window ${doubled(needed, window)}`
      : 'Ask about a part of it, or choose a model with a larger window: zen models',
  })
}

const grown = (needed: number) => Math.min(mostWindow, doubled(needed, leastWindow))

function doubled(needed: number, from: number): number {
  let window = from
  while (window < needed) window *= 2
  return window
}

import { setTimeout as sleep } from 'node:timers/promises'

export interface WaitOptions {
  /** Longest wait in milliseconds. 30 seconds unless told. */
  readonly timeoutMs?: number
  /** Between two tries, in milliseconds. */
  readonly intervalMs?: number
  /** Read when waiting failed, so that the error can say what the other side had to say. */
  readonly explain?: () => string
}

/**
 * Ask again and again until the answer is true. An exception counts as "not yet".
 *
 * @param what for the error: `redis answers PING`
 */
export async function waitUntil(
  what: string,
  ask: () => boolean | Promise<boolean>,
  { timeoutMs = 30_000, intervalMs = 50, explain }: WaitOptions = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  while (performance.now() < deadline) {
    try {
      if (await ask()) return
      last = undefined
    } catch (error) {
      last = error
    }
    await sleep(intervalMs)
  }
  const said = explain?.().trim()
  throw new Error(`waited ${timeoutMs} ms until ${what}${said ? `; last output:\n${said}` : ''}`, { cause: last })
}

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { AppDirectories } from '@engawa/config'
import { LlmError } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'

/** The same material is not sent again for this long. */
const cachedMs = 10 * 60_000
/** So many requests may go out in this time, by all processes of this machine together. */
const limit = { requests: 20, perMs: 10 * 60_000 } as const

interface Recent {
  /** When requests went out, milliseconds. */
  readonly sent: readonly number[]
  /** Hash of the material → the answer. The answer has passed the filter. */
  readonly answers: Readonly<Record<string, { readonly at: number; readonly text: string }>>
}

/** What was asked and answered lately, in one small file that all processes share. */
export class RecentSummaries {
  readonly #path: string
  readonly #now: () => number

  constructor({ state }: Pick<AppDirectories, 'state'>, now: () => number) {
    this.#path = join(state, 'summaries.json')
    this.#now = now
  }

  /** The answer to this very material, if it is recent. */
  answerTo(material: string): string | undefined {
    return this.#read().answers[hashOf(material)]?.text
  }

  /**
   * Count a request that is about to go out.
   *
   * @throws LlmError `llm/rate-limited` when too many went out lately
   */
  async reserve(): Promise<void> {
    await this.#change((recent) => {
      const [oldest = 0] = recent.sent
      if (recent.sent.length >= limit.requests) {
        const retryAfterMs = Math.max(0, oldest + limit.perMs - this.#now())
        throw new LlmError(`${limit.requests} snapshots were made in the last ten minutes`, {
          code: 'llm/rate-limited',
          recoverable: true,
          hint: `Wait ${Math.ceil(retryAfterMs / 60_000)} min.`,
          details: { retryAfterMs },
        })
      }
      return { ...recent, sent: [...recent.sent, this.#now()] }
    })
  }

  /** Count one request less: it was held back before it went out. */
  async release(): Promise<void> {
    await this.#change((recent) => ({ ...recent, sent: recent.sent.slice(0, -1) }))
  }

  async remember(material: string, text: string): Promise<void> {
    await this.#change((recent) => ({
      ...recent,
      answers: { ...recent.answers, [hashOf(material)]: { at: this.#now(), text } },
    }))
  }

  #change(change: (recent: Recent) => Recent): Promise<void> {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    return withFileLock(`${this.#path}.lock`, () =>
      writeFileAtomic(this.#path, `${JSON.stringify(change(this.#read()))}\n`),
    )
  }

  /** Without what has had its time. A clock that was set back makes nothing last longer. */
  #read(): Recent {
    const { sent = [], answers = {} } = this.#stored()
    const now = this.#now()
    const recent = (at: number, ms: number) => at <= now && now - at < ms
    return {
      sent: sent.filter((at) => recent(at, limit.perMs)),
      answers: Object.fromEntries(Object.entries(answers).filter(([, { at }]) => recent(at, cachedMs))),
    }
  }

  #stored(): Partial<Recent> {
    try {
      const stored = JSON.parse(readFileSync(this.#path, 'utf8')) as Partial<Recent> | null
      return stored ?? {}
    } catch {
      return {}
    }
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

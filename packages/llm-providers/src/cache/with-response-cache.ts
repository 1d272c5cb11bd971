import { createHash } from 'node:crypto'
import type { JsonValue } from '@engawa/core'
import { openRedacted } from '../guard/check-request.js'
import { collect } from '../guard/collect.js'
import type { Provider, StreamPart } from '../provider.js'

/** The part of a key/value store that the cache needs. `@engawa/storage`'s `KeyValueStore` has it. */
export interface CacheStore {
  get(key: string): Promise<JsonValue | undefined>
  set(key: string, value: JsonValue, options: { readonly ttlMs: number }): Promise<void>
}

export interface CacheOptions {
  readonly store: CacheStore
  /** How long an answer may be given again, in milliseconds. */
  readonly ttlMs: number
  /** The cache spares a request, it never costs an answer: a store that fails is told of here. */
  readonly onStoreFailure: (error: unknown) => void
}

/**
 * A provider that gives the answer of an earlier time to the very same request: same provider and address, same model,
 * messages and settings, to the last character. Such an answer says `cached` in its last part, and brings no usage,
 * because none was used. Only whole answers are kept. Nobody gets this without asking for it.
 */
export function withResponseCache(provider: Provider, { store, ttlMs, onStoreFailure }: CacheOptions): Provider {
  const careful = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      onStoreFailure(error)
      return undefined
    })

  async function* stream(...[request, call]: Parameters<Provider['stream']>): AsyncGenerator<StreamPart> {
    const key = cacheKey(provider, openRedacted(request))
    const kept = readParts(await careful(store.get(key)))
    if (kept) {
      yield* kept
      return
    }
    const parts: StreamPart[] = []
    for await (const part of provider.stream(request, call)) {
      parts.push(part)
      if (part.type === 'finish' && part.reason !== 'other') {
        await careful(store.set(key, merged(parts) as unknown as JsonValue, { ttlMs }))
      }
      yield part
    }
  }
  return { ...provider, stream, generate: (request, call) => collect(stream(request, call)) }
}

/** A hash of everything that decides the answer. The words themselves are not in it. */
function cacheKey({ id, endpoint }: Provider, request: unknown): string {
  const content = JSON.stringify([id, endpoint, sorted(request)])
  return `llm-cache:${createHash('sha256').update(content).digest('hex')}`
}

/** The same value with the keys of its objects in order: two spellings of one request are one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, held]) => held !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, sorted(held)]))
}

/** As few parts as hold the answer, without the usage. */
function merged(parts: readonly StreamPart[]): readonly StreamPart[] {
  const kept: StreamPart[] = []
  for (const part of parts) {
    const last = kept.at(-1)
    if (part.type === 'usage') continue
    if (part.type === 'text-delta' && last?.type === 'text-delta') {
      kept[kept.length - 1] = { ...last, text: last.text + part.text }
    } else if (part.type === 'reasoning-delta' && last?.type === 'reasoning-delta') {
      kept[kept.length - 1] = { ...last, text: last.text + part.text }
    } else kept.push(part.type === 'finish' ? { ...part, cached: true } : part)
  }
  return kept
}

/** What is kept under the key, if it is a whole answer. */
function readParts(value: JsonValue | undefined): readonly StreamPart[] | undefined {
  if (!Array.isArray(value)) return undefined
  const parts = value as unknown as readonly StreamPart[]
  return parts.at(-1)?.type === 'finish' ? parts : undefined
}

import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { AppDirectories } from '@engawa/config'
import { toErrorBody } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'

/** How the last attempt of this machine to hand over events went. Relays run unseen; this is what is left of them. */
export interface LastDelivery {
  /** ISO 8601. */
  readonly at: string
  readonly delivered: number
  readonly error?: { readonly code: string; readonly message: string }
}

const fileIn = ({ state }: AppDirectories) => join(state, 'last-delivery.json')

/** Never fails: what can't be noted here has been done all the same. */
export function noteDelivery(directories: AppDirectories, at: number, delivered: number, error: unknown): void {
  const failure = error === undefined ? undefined : toErrorBody(error)
  const note: LastDelivery = {
    at: new Date(at).toISOString(),
    delivered,
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
  }
  try {
    mkdirSync(dirname(fileIn(directories)), { recursive: true, mode: 0o700 })
    writeFileAtomic(fileIn(directories), `${JSON.stringify(note)}\n`)
  } catch {}
}

/** Nothing when there was none, or its note can't be read. */
export function lastDelivery(directories: AppDirectories): LastDelivery | undefined {
  try {
    const note = JSON.parse(readFileSync(fileIn(directories), 'utf8')) as Partial<LastDelivery> | null
    if (typeof note?.at !== 'string' || typeof note.delivered !== 'number') return undefined
    const { at, delivered, error } = note
    const readable = typeof error?.code === 'string' && typeof error.message === 'string'
    return { at, delivered, ...(readable ? { error: { code: error.code, message: error.message } } : {}) }
  } catch {
    return undefined
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IntentEntry } from '../domain/intent.js'

/** An agent's entry with its signature: HMAC-SHA256 over everything it says, the pane included. */
export const signEntry = (entry: IntentEntry, key: Buffer): IntentEntry => ({
  ...entry,
  signature: signatureOf(entry, key).toString('hex'),
})

/** Whether an entry says what the holder of the key signed. */
export function isSigned(entry: IntentEntry, key: Buffer | undefined): boolean {
  if (key === undefined || !/^[0-9a-f]{64}$/.test(entry.signature ?? '')) return false
  return timingSafeEqual(signatureOf(entry, key), Buffer.from(entry.signature ?? '', 'hex'))
}

function signatureOf(entry: IntentEntry, key: Buffer): Buffer {
  const { id, paneName, timestamp, summary, type, artifacts, source, commandsRun, goalDelta } = entry
  const said = [1, id, paneName, timestamp, summary, type, artifacts, source, commandsRun ?? null, goalDelta ?? null]
  return createHmac('sha256', key).update(JSON.stringify(said)).digest()
}

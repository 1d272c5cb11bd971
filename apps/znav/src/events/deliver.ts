import { join } from 'node:path'
import { isEngawaError } from '@engawa/core'
import { withFileLock } from '@engawa/durable-fs'
import { createRabbitTransport, createRelay, type DrainResult } from '@engawa/events'
import type { Perth } from '../commands/perth.js'
import { noteDelivery } from './last-delivery.js'

/** Longer than a relay waits for the broker's word on what it has claimed. What a killed one had is free after that. */
export const claimMs = 15_000

/**
 * Hand all waiting events to the broker. One process of this machine at a time; others that share the outbox may be at it
 * too, and claim what they send.
 *
 * @param waitMs how long to wait for another process that is at it
 * @returns nothing when another process was still at it then
 */
export async function deliver(
  { state, directories, config, clock }: Perth,
  waitMs: number,
): Promise<DrainResult | undefined> {
  const transport = createRabbitTransport({ url: config.bloodbank_url, format: config.events.format })
  const relay = createRelay({ outbox: state.outbox, transport, clock, leaseMs: claimMs, source: 'znav' })
  const drain = async () => {
    const result = await relay.drain()
    if (result.delivered > 0 || result.error !== undefined) {
      noteDelivery(directories, clock.now(), result.delivered, result.error)
    }
    return result
  }
  try {
    return await withFileLock(join(directories.state, 'relay.lock'), drain, { timeoutMs: waitMs })
  } catch (error) {
    if (isEngawaError(error) && error.code === 'storage/locked') return undefined
    throw error
  } finally {
    await transport.close()
  }
}

import { join } from 'node:path'
import { isEngawaError } from '@engawa/core'
import { withFileLock } from '@engawa/durable-fs'
import { createRabbitTransport, createRelay, type DrainResult } from '@engawa/events'
import type { Perth } from '../commands/perth.js'

/**
 * Hand all waiting events to the broker. One process at a time: two would send the same events twice.
 *
 * @param waitMs how long to wait for another process that is at it
 * @returns nothing when another process was still at it then
 */
export async function deliver(
  { state, directories }: Perth,
  url: string,
  waitMs: number,
): Promise<DrainResult | undefined> {
  const transport = createRabbitTransport({ url })
  const drain = () => createRelay({ outbox: state.outbox, transport }).drain()
  try {
    return await withFileLock(join(directories.state, 'relay.lock'), drain, { timeoutMs: waitMs })
  } catch (error) {
    if (isEngawaError(error) && error.code === 'storage/locked') return undefined
    throw error
  } finally {
    await transport.close()
  }
}

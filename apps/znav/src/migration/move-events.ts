import type { EventEnvelope, Outbox } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'

const pageSize = 500

/**
 * Events that wait in one outbox wait in another from then on. Each is added there before it leaves here: stopped in
 * between it waits in both, and consumers know it by its id.
 *
 * @returns how many
 */
export async function moveEvents(
  from: Outbox,
  to: Outbox,
  filter: SecretFilter,
  { dryRun }: { readonly dryRun: boolean },
): Promise<number> {
  if (dryRun) return (await from.status()).pending
  for (let moved = 0; ; ) {
    const waiting = await from.pending(pageSize)
    if (waiting.length === 0) return moved
    await to.add(waiting.map(({ event }) => filter.redact<EventEnvelope>(event)))
    await from.confirm(waiting.map(({ event }) => event.id))
    moved += waiting.length
  }
}

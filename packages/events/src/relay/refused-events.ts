import type { PendingEvent } from '../outbox.js'

/** Failures after which an event is sent alone, as it may be what breaks the others' delivery. */
const aloneAfter = 5
/** Failures after which an event is dropped. */
const dropAfter = 20

/**
 * What goes to the broker in one call each: first all that may go together, then the others one by one.
 *
 * A failure ends a drain, so those that go alone begin at a random one: else the same would always come first, and the
 * ones behind it never.
 */
export function deliveryGroups(batch: readonly PendingEvent[], random: () => number): readonly PendingEvent[][] {
  const together = batch.filter(({ attempts }) => attempts < aloneAfter)
  const alone = batch.filter(({ attempts }) => attempts >= aloneAfter)
  const first = Math.floor(random() * alone.length)
  const inTurn = [...alone.slice(first), ...alone.slice(0, first)]
  return [...(together.length > 0 ? [together] : []), ...inTurn.map((event) => [event])]
}

/**
 * Ids whose failure is to be counted, and of events that have failed too often.
 *
 * @param othersTaken whether the broker took another event in this drain: if not, it may be away
 */
export function countedFailures(events: readonly PendingEvent[], othersTaken: boolean) {
  const counted: string[] = []
  const hopeless: string[] = []
  for (const { event, attempts } of events) {
    if (attempts < aloneAfter) counted.push(event.id)
    else if (othersTaken) (attempts + 1 < dropAfter ? counted : hopeless).push(event.id)
  }
  return { counted, hopeless }
}

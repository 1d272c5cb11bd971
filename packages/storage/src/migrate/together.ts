/** Enough to keep a server busy while answers travel, few enough to hold in memory. */
const atOnce = 8

/** Work on several items at once. Ends when no work is going on any more, and rejects with the first failure. */
export async function together<T>(items: AsyncIterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]()
  let hasFailed = false
  const worker = async () => {
    try {
      for (let next = await iterator.next(); next.done !== true && !hasFailed; next = await iterator.next()) {
        await work(next.value)
      }
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  await iterator.return?.()
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

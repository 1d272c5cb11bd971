import { randomUUID } from 'node:crypto'
import type { Cluster } from 'ioredis'

/** A node that says nothing for so long is not waited for. */
const longestMs = 2_000

/**
 * In a cluster, what was published before a subscription may still be on its way from node to node. Each link keeps its
 * order: once a mark from every master has come, all that was before it has come too.
 *
 * @param cluster subscribed to the channel
 */
export async function pastTheBus(cluster: Cluster, channel: string): Promise<void> {
  const marks = new Set<string>()
  let done = () => {}
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  const tick = (mark: string) => {
    if (marks.delete(mark) && marks.size === 0) done()
  }
  const onMessage = (_: string, message: string) => tick(message)
  cluster.on('message', onMessage)
  const timer = setTimeout(done, longestMs)
  const nodes = cluster.nodes('master').map((node) => ({ node, mark: `mark ${randomUUID()}` }))
  for (const { mark } of nodes) marks.add(mark)
  for (const { node, mark } of nodes) node.publish(channel, mark).catch(() => tick(mark))
  if (nodes.length === 0) done()
  await all
  clearTimeout(timer)
  cluster.off('message', onMessage)
}

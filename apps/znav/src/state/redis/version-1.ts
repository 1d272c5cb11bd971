import type { PaneSource, StoredPane } from '../stored-pane.js'
import { connectRedis } from './connect.js'
import { keys } from './keys.js'
import { removeOldScript } from './merge-script.js'
import { readPane } from './stored-panes.js'

/** What version 1 of Perth left in a Redis, under `znav:*`. */
export interface Version1 extends PaneSource {
  /** Remove what was taken over, unless somebody has written to it since. @returns whether it is gone */
  remove(taken: StoredPane): Promise<boolean>
  close(): void
}

export async function openVersion1(url: string): Promise<Version1> {
  const redis = await connectRedis(url)
  return {
    description: `keys znav:* of Redis at ${redis.address}`,
    paneNames: () =>
      redis.run(async (client) => {
        // Its set of names is younger than its panes.
        const found = new Set(await client.smembers(keys.panes('znav')))
        const prefix = keys.pane('', 'znav')
        let cursor = '0'
        do {
          const [next, page] = await client.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 500)
          for (const key of page) found.add(key.slice(prefix.length).replace(/:(history|artifacts)$/, ''))
          cursor = next
        } while (cursor !== '0')
        return [...found].sort()
      }),
    stored: (name) => redis.run((client) => readPane(client, name, 'znav')),
    remove: (taken) =>
      redis.run(async (client) => (await client.eval(removeOldScript, 0, JSON.stringify(taken))) === 1),
    close: () => redis.close(),
  }
}

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage } from '@engawa/storage'

/** Streams the session `long` of a folder, and says how much memory the process had before and at most meanwhile. */
const [directory = ''] = process.argv.slice(2)
const store = await openStorage({ type: 'file', directory })
await store.messages.list({ sessionId: 'long', order: 'desc' })
const megabytes = () => process.memoryUsage.rss() / 1e6
const idle = megabytes()
let peak = idle
let seen = 0
for await (const _ of store.messages.list({ sessionId: 'long' })) {
  seen += 1
  if (seen % 1_000 === 0) peak = Math.max(peak, megabytes())
}
await store.close()
console.log(JSON.stringify({ idle, peak, seen, bytes: statSync(join(directory, 'sessions/long.jsonl')).size }))

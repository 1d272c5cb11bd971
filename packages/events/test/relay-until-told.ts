// A relay in a process of its own. Arguments: the database, the broker, the exchange. Tells on stdout what it did.
import Database from 'better-sqlite3'
import { createRabbitTransport, createRelay, createSqliteOutbox } from '../src/index.js'

const [file = '', url = '', exchange = ''] = process.argv.slice(2)
const database = new Database(file, { timeout: 10_000 })
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const transport = createRabbitTransport({ url, exchange })
const relay = createRelay({
  outbox: createSqliteOutbox(database),
  transport,
  batchSize: 50,
  pollMs: 20,
  leaseMs: 3_000,
  backoff: { firstMs: 50, maxMs: 500 },
  onReport: ({ kind }) => process.stdout.write(`${kind}\n`),
})
await relay.run({ signal: stop.signal })
await transport.close()
database.close()

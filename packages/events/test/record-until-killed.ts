// Writes a fact and its event in one transaction, over and over, until it is killed. Its argument is the database.
import Database from 'better-sqlite3'
import { createSqliteOutbox } from '../src/index.js'
import { milestone } from './sample-events.js'

const database = new Database(process.argv[2] ?? '')
database.pragma('journal_mode = WAL')
database.exec('create table if not exists facts (event_id text not null)')
const outbox = createSqliteOutbox(database)
const insert = database.prepare('insert into facts values (?)')

for (;;) {
  const event = await milestone()
  database.transaction(() => {
    insert.run(event.value.id)
    outbox.addInTransaction([event])
  })()
  process.stdout.write(`${event.value.id}\n`)
}

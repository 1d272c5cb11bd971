import type { SqliteDatabase } from './sqlite-database.js'

/** Order is by `seq`: clocks jump. */
const tables = `
  create table if not exists event_outbox (
    seq integer primary key autoincrement,
    id text not null unique,
    event_type text not null,
    body text not null,
    added_at integer not null,
    attempts integer not null default 0,
    claimed_until integer not null default 0
  );
  create table if not exists event_outbox_dropped (
    reason text not null,
    event_type text not null,
    count integer not null,
    announced integer not null default 0,
    first_at text not null,
    last_at text not null,
    primary key (reason, event_type)
  ) without rowid;
`

/** Columns that tables made by an earlier version lack. */
const laterColumns = [
  ['event_outbox', 'claimed_until'],
  ['event_outbox_dropped', 'announced'],
] as const

/** Make the tables where they are not there, and bring those of an earlier version up to date. */
export function prepareTables(database: SqliteDatabase): void {
  database.exec(tables)
  for (const [table, column] of laterColumns) {
    if (database.prepare('select 1 from pragma_table_info(?) where name = ?').get(table, column) !== undefined) continue
    database.exec(`alter table ${table} add column ${column} integer not null default 0`)
  }
}

/** Bound to reason, now and the condition's own parameter: counts what the deletion after it takes away. */
export const recordDrops = (condition: string) => `
  insert into event_outbox_dropped (reason, event_type, count, first_at, last_at)
  select @reason, event_type, count(*), @now, @now from event_outbox where ${condition} group by event_type
  on conflict (reason, event_type) do update set count = count + excluded.count, last_at = excluded.last_at
`

export const deleteDropped = (condition: string) => `delete from event_outbox where ${condition}`

/** A claim that ends beyond `@until` is of a clock that has since gone back, and no longer holds. */
export const claimOldest = `
  update event_outbox set claimed_until = @until where seq in (
    select seq from event_outbox where claimed_until <= @now or claimed_until > @until order by seq limit @limit
  ) returning seq, id, body, attempts
`

/** Made when it is not there. Order is by `seq`: clocks jump. */
export const outboxSchema = `
  create table if not exists event_outbox (
    seq integer primary key autoincrement,
    id text not null unique,
    event_type text not null,
    body text not null,
    added_at integer not null,
    attempts integer not null default 0
  );
  create table if not exists event_outbox_dropped (
    reason text not null,
    event_type text not null,
    count integer not null,
    first_at text not null,
    last_at text not null,
    primary key (reason, event_type)
  ) without rowid;
`

/** Bound to reason, now and the condition's own parameter: counts what the deletion after it takes away. */
export const recordDrops = (condition: string) => `
  insert into event_outbox_dropped (reason, event_type, count, first_at, last_at)
  select @reason, event_type, count(*), @now, @now from event_outbox where ${condition} group by event_type
  on conflict (reason, event_type) do update set count = count + excluded.count, last_at = excluded.last_at
`

export const deleteDropped = (condition: string) => `delete from event_outbox where ${condition}`

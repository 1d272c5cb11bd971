/** Where an outbox keeps its things in Redis, all under one prefix. */
export const outboxKeys = (prefix: string) => ({
  /** List of event ids, oldest first. */
  waiting: prefix,
  /** Hash: event id → envelope. */
  events: `${prefix}:events`,
  /** Hash: event id → when it was added, milliseconds. */
  added: `${prefix}:added`,
  /** Hash: event id → failed attempts. */
  attempts: `${prefix}:attempts`,
  /** Hash: event id → end of the claim on it, milliseconds. */
  claims: `${prefix}:claims`,
  /** Hash: `reason event_type` → JSON with count, announced, first_at, last_at. */
  dropped: `${prefix}:dropped`,
})

/**
 * Lua functions on an outbox, to be put at the head of a script. An app that announces a fact calls
 * `outbox_add(request)` in the script that stores the fact, so that both are kept or lost together; the request comes
 * from `redisOutboxRequest()`.
 *
 * @param prefix what the outbox's keys begin with; letters, digits and `:._{}-`
 */
export function redisOutboxFunctions(prefix: string): string {
  const keys = outboxKeys(prefix)
  return `
local function outbox_forget(id)
  local waited = redis.call('LREM', '${keys.waiting}', 1, id)
  redis.call('HDEL', '${keys.events}', id)
  redis.call('HDEL', '${keys.added}', id)
  redis.call('HDEL', '${keys.attempts}', id)
  redis.call('HDEL', '${keys.claims}', id)
  return waited > 0
end

local function outbox_type(id)
  local ok, event = pcall(cjson.decode, redis.call('HGET', '${keys.events}', id) or '')
  if ok and type(event) == 'table' and type(event.event_type) == 'string' then return event.event_type end
  return 'unknown'
end

local function outbox_drop(id, reason, now)
  local field = reason .. ' ' .. outbox_type(id)
  -- Another process may have been told to drop it too; it is one event.
  if not outbox_forget(id) then return end
  local known = redis.call('HGET', '${keys.dropped}', field)
  local record = known and cjson.decode(known) or { count = 0, announced = 0, first_at = now }
  record.count = record.count + 1
  record.last_at = now
  redis.call('HSET', '${keys.dropped}', field, cjson.encode(record))
end

local function outbox_trim(bounds)
  while redis.call('LLEN', '${keys.waiting}') > bounds.max_count do
    outbox_drop(redis.call('LINDEX', '${keys.waiting}', 0), 'full', bounds.now_text)
  end
  while true do
    local id = redis.call('LINDEX', '${keys.waiting}', 0)
    local added = id and tonumber(redis.call('HGET', '${keys.added}', id) or '')
    if not added or added >= bounds.oldest then break end
    outbox_drop(id, 'too-old', bounds.now_text)
  end
end

local function outbox_add(request)
  for _, event in ipairs(request.events) do
    if redis.call('HSETNX', '${keys.events}', event.id, event.json) == 1 then
      redis.call('RPUSH', '${keys.waiting}', event.id)
      redis.call('HSET', '${keys.added}', event.id, string.format('%.0f', request.bounds.now))
    end
  end
  outbox_trim(request.bounds)
end

local function outbox_answer(ids)
  local found = {}
  for _, id in ipairs(ids) do
    found[#found + 1] = id
    found[#found + 1] = redis.call('HGET', '${keys.events}', id) or ''
    found[#found + 1] = redis.call('HGET', '${keys.attempts}', id) or '0'
  end
  return found
end
`
}

/** Scripts of one transaction and one round trip each. ARGV: a JSON object, see the adapter. */
export function redisOutboxScripts(prefix: string) {
  const keys = outboxKeys(prefix)
  const script = (body: string) => `${redisOutboxFunctions(prefix)}\nlocal ask = cjson.decode(ARGV[1])\n${body}`
  return {
    add: script('outbox_add(ask) return 1'),
    /** Answers id, envelope ('' for none) and attempts in turns, oldest first. */
    pending: script(`
      outbox_trim(ask.bounds)
      return outbox_answer(redis.call('LRANGE', '${keys.waiting}', 0, ask.limit - 1))`),
    claim: script(`
      outbox_trim(ask.bounds)
      local taken, now = {}, ask.bounds.now
      for _, id in ipairs(redis.call('LRANGE', '${keys.waiting}', 0, -1)) do
        if #taken >= ask.limit then break end
        local till = tonumber(redis.call('HGET', '${keys.claims}', id) or '0')
        -- One that ends later than any made now is of a clock that has since gone back.
        if till <= now or till > now + ask.lease then
          redis.call('HSET', '${keys.claims}', id, string.format('%.0f', now + ask.lease))
          taken[#taken + 1] = id
        end
      end
      return outbox_answer(taken)`),
    confirm: script('for _, id in ipairs(ask.ids) do outbox_forget(id) end return 1'),
    markFailed: script(`
      for _, id in ipairs(ask.ids) do
        redis.call('HDEL', '${keys.claims}', id)
        if redis.call('HEXISTS', '${keys.events}', id) == 1 then redis.call('HINCRBY', '${keys.attempts}', id, 1) end
      end
      return 1`),
    release: script(`for _, id in ipairs(ask.ids) do redis.call('HDEL', '${keys.claims}', id) end return 1`),
    drop: script('for _, id in ipairs(ask.ids) do outbox_drop(id, ask.reason, ask.now_text) end return 1'),
    /** Answers how many wait, when the first in line was added ('' for none), and fields and values of the dropped. */
    status: script(`
      outbox_trim(ask.bounds)
      local first = redis.call('LINDEX', '${keys.waiting}', 0)
      local added = first and redis.call('HGET', '${keys.added}', first) or ''
      return { redis.call('LLEN', '${keys.waiting}'), added or '', redis.call('HGETALL', '${keys.dropped}') }`),
    markAnnounced: script(`
      for _, told in ipairs(ask.records) do
        local known = redis.call('HGET', '${keys.dropped}', told.field)
        if known then
          local record = cjson.decode(known)
          record.announced = math.max(record.announced, told.count)
          redis.call('HSET', '${keys.dropped}', told.field, cjson.encode(record))
        end
      end
      return 1`),
  }
}

import { droppedField, keys } from './keys.js'

// Each script is one transaction on the server and one round trip. Keys of sessions and tabs depend on what the hash
// says, so they are built inside; Perth's documented keys share no slot, so Redis Cluster is out of reach anyway.

const indexing = `
local function places(session, tab)
  local found = {}
  if session and session ~= '' and session ~= '-' then
    found[#found + 1] = 'perth:sessions:' .. session .. ':panes'
    if tab and tab ~= '' and tab ~= '-' then
      found[#found + 1] = 'perth:tabs:' .. session .. ':' .. tab .. ':panes'
    end
  end
  return found
end

local function index(name)
  redis.call('SADD', '${keys.panes()}', name)
  local place = redis.call('HMGET', 'perth:pane:' .. name, 'session', 'tab')
  for _, key in ipairs(places(place[1], place[2])) do redis.call('SADD', key, name) end
end

local function unindex(name)
  local place = redis.call('HMGET', 'perth:pane:' .. name, 'session', 'tab')
  for _, key in ipairs(places(place[1], place[2])) do redis.call('SREM', key, name) end
end

local function copyhash(from, to)
  local fields = redis.call('HGETALL', from)
  for at = 1, #fields, 2 do redis.call('HSET', to, fields[at], fields[at + 1]) end
end

-- A pane that only version 1 knows is taken over whole before anything is written to it.
local function adopt(name)
  local new, old = 'perth:pane:' .. name, 'znav:pane:' .. name
  if redis.call('EXISTS', new) == 1 then return true end
  if redis.call('EXISTS', old) == 0 then return false end
  copyhash(old, new)
  copyhash(old .. ':artifacts', new .. ':artifacts')
  local history = redis.call('LRANGE', old .. ':history', 0, -1)
  for _, entry in ipairs(history) do redis.call('RPUSH', new .. ':history', entry) end
  index(name)
  return true
end
`

const outbox = `
local function drop(id)
  local waited = redis.call('LREM', '${keys.outbox}', 1, id)
  redis.call('HDEL', '${keys.outboxEvents}', id)
  redis.call('HDEL', '${keys.outboxAttempts}', id)
  -- Another process may have been told to drop it too; it is one event.
  if waited > 0 then redis.call('HINCRBY', '${keys.config}', '${droppedField}', 1) end
end

local function trim(limit, cutoff)
  while redis.call('LLEN', '${keys.outbox}') > limit do drop(redis.call('LINDEX', '${keys.outbox}', 0)) end
  while true do
    local id = redis.call('LINDEX', '${keys.outbox}', 0)
    if not id then break end
    local ok, event = pcall(cjson.decode, redis.call('HGET', '${keys.outboxEvents}', id) or '')
    local sound = ok and type(event) == 'table' and type(event.timestamp) == 'string'
    if sound and event.timestamp >= cutoff then break end
    drop(id)
  end
end

local function enqueue(request)
  for _, event in ipairs(request.events) do
    if redis.call('HSETNX', '${keys.outboxEvents}', event.id, event.json) == 1 then
      redis.call('RPUSH', '${keys.outbox}', event.id)
    end
  end
  trim(request.event_limit, request.event_cutoff)
end
`

/**
 * ARGV: a JSON object with name, fields, summary, timestamp, entry, depth, cutoff, artifacts, and what
 * `enqueueScript` takes. Answers 1 if the pane is new.
 */
export const logScript = `
${indexing}
${outbox}
local log = cjson.decode(ARGV[1])
local pane = 'perth:pane:' .. log.name
local known = adopt(log.name)
if not known then
  for field, value in pairs(log.fields) do redis.call('HSET', pane, field, value) end
  index(log.name)
end
redis.call('HSET', pane, 'last_intent', log.summary, 'last_intent_at', log.timestamp)
redis.call('LPUSH', pane .. ':history', log.entry)
redis.call('LTRIM', pane .. ':history', 0, log.depth - 1)
while true do
  local oldest = redis.call('LINDEX', pane .. ':history', -1)
  if not oldest then break end
  local ok, entry = pcall(cjson.decode, oldest)
  if not ok or type(entry) ~= 'table' or type(entry.timestamp) ~= 'string' or entry.timestamp >= log.cutoff then break end
  redis.call('RPOP', pane .. ':history')
end
for path, modified in pairs(log.artifacts) do redis.call('HSET', pane .. ':artifacts', path, modified) end
if #log.events > 0 then enqueue(log) end
return known and 0 or 1
`

/** ARGV: a JSON array of {name, fields}. What a pane is born with and what was last done there stay. */
export const placeScript = `
${indexing}
for _, place in ipairs(cjson.decode(ARGV[1])) do
  local pane = 'perth:pane:' .. place.name
  local known = adopt(place.name)
  if known then unindex(place.name) end
  for field, value in pairs(place.fields) do
    if field == 'created_at' or field == 'last_intent' or field == 'last_intent_at' then
      redis.call('HSETNX', pane, field, value)
    else
      redis.call('HSET', pane, field, value)
    end
  end
  index(place.name)
end
return 1
`

/** ARGV: a JSON object with events (id, json), event_limit and event_cutoff (ISO 8601). */
export const enqueueScript = `
${outbox}
enqueue(cjson.decode(ARGV[1]))
return 1
`

/** ARGV: ids of events that nobody will ever get. They are counted, as all that is dropped. */
export const dropScript = `
${outbox}
for _, id in ipairs(ARGV) do drop(id) end
return 1
`

/** ARGV: how many, event_limit, event_cutoff. Answers id, envelope ('' for none) and attempts in turns, oldest first. */
export const pendingScript = `
${outbox}
trim(tonumber(ARGV[2]), ARGV[3])
local found = {}
for _, id in ipairs(redis.call('LRANGE', '${keys.outbox}', 0, tonumber(ARGV[1]) - 1)) do
  found[#found + 1] = id
  found[#found + 1] = redis.call('HGET', '${keys.outboxEvents}', id) or ''
  found[#found + 1] = redis.call('HGET', '${keys.outboxAttempts}', id) or '0'
end
return found
`

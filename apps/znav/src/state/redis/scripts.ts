import { keys } from './keys.js'

// Each script is one transaction on the server and one round trip. Keys of sessions and tabs depend on what the hash
// says, so they are built inside; Perth's documented keys share no slot, so Redis Cluster is out of reach anyway.

/** Functions that other scripts begin with. */
export const indexing = `
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

/**
 * ARGV: a JSON object with name, fields, summary, timestamp, entry, depth, cutoff, artifacts, and what
 * `redisOutboxRequest()` makes of the events. Answers 1 if the pane is new.
 *
 * @param outbox the outbox's functions, where there are events: they are stored by the same script as the entry
 */
export const logScript = (outbox?: string) => `
${indexing}
${outbox ?? ''}
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
${outbox === undefined ? '' : 'outbox_add(log)'}
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

const removing = `
local function remove(name)
  unindex(name)
  local removed = 0
  for _, space in ipairs({'perth', 'znav'}) do
    local pane = space .. ':pane:' .. name
    removed = removed + redis.call('DEL', pane)
    redis.call('DEL', pane .. ':history', pane .. ':artifacts')
    redis.call('SREM', space .. ':panes', name)
  end
  return removed
end
`

/** ARGV: a JSON object with from, to, the history as it was read and as it is to be. 1: done, 0: refused, -1: it has changed. */
export const renameScript = `
${indexing}
${removing}
local rename = cjson.decode(ARGV[1])
local from, to = 'perth:pane:' .. rename.from, 'perth:pane:' .. rename.to
if redis.call('EXISTS', to, 'znav:pane:' .. rename.to) > 0 then return 0 end
if not adopt(rename.from) then return 0 end
local history = redis.call('LRANGE', from .. ':history', 0, -1)
if #history ~= #rename.before then return -1 end
for at, entry in ipairs(history) do
  if entry ~= rename.before[at] then return -1 end
end
copyhash(from, to)
copyhash(from .. ':artifacts', to .. ':artifacts')
for _, entry in ipairs(rename.after) do redis.call('RPUSH', to .. ':history', entry) end
remove(rename.from)
index(rename.to)
return 1
`

/** ARGV: the name. Answers 1 if anything was known. */
export const forgetScript = `
${indexing}
${removing}
if remove(ARGV[1]) > 0 then return 1 end
return 0
`

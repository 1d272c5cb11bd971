/**
 * What writes to a session does so as one script: all of it is done, or none, and nobody sees a half.
 *
 * Truth last: Redis undoes nothing when a script fails, and a place in an index without its session is skipped.
 */
const shared = `
-- KEYS: session, log, ids, appends; outside of a cluster also by-activity, by-user, changes
-- ARGV[1]: the channel on which changes are told. Who may not publish there may write all the same.
local channel = table.remove(ARGV, 1)
local function tell(collection, id)
  redis.pcall('PUBLISH', channel, collection .. ' ' .. id)
end
local function place(id, user, was, now)
  if not KEYS[5] then return end
  local top = redis.call('ZREVRANGE', KEYS[7], 0, 0, 'WITHSCORES')
  if was ~= now then
    if was then
      redis.call('ZREM', KEYS[5], was .. ' ' .. id)
      redis.call('ZREM', KEYS[6], user .. '\\0' .. was .. ' ' .. id)
    end
    redis.call('ZADD', KEYS[5], 0, now .. ' ' .. id)
    redis.call('ZADD', KEYS[6], 0, user .. '\\0' .. now .. ' ' .. id)
  end
  redis.call('ZADD', KEYS[7], (tonumber(top[2]) or 0) + 1, id)
end
local function create(id, user, created, active, title, metadata)
  redis.call('HSET', KEYS[1], 'id', id, 'userId', user, 'createdAt', created, 'updatedAt', active, 'messageCount', 0)
  if title ~= '' then redis.call('HSET', KEYS[1], 'title', title) end
  if metadata ~= '' then redis.call('HSET', KEYS[1], 'metadata', metadata) end
end
`

/** ARGV behind the channel: id, user, time, then title and metadata as JSON or empty. Replies 0 when the session exists. */
export const createScript = `${shared}
local id, user, at, title, metadata = unpack(ARGV)
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
place(id, user, nil, at)
create(id, user, at, at, title, metadata)
tell('sessions', id)
return 1
`

/** ARGV behind the channel: time, title, metadata, then 1 to hide, 0 to bring back, empty to do neither. Replies the fields, none when unknown. */
export const changeScript = `${shared}
local at, title, metadata, deleted = unpack(ARGV)
local id, user, was = unpack(redis.call('HMGET', KEYS[1], 'id', 'userId', 'updatedAt'))
if not id then return {} end
if deleted == '' then
  place(id, user, was, at)
  redis.call('HSET', KEYS[1], 'updatedAt', at)
else
  place(id, user, was, was)
end
if deleted == '1' then redis.call('HSETNX', KEYS[1], 'deletedAt', at) end
if deleted == '0' then redis.call('HDEL', KEYS[1], 'deletedAt') end
if title ~= '' then redis.call('HSET', KEYS[1], 'title', title) end
if metadata ~= '' then redis.call('HSET', KEYS[1], 'metadata', metadata) end
tell('sessions', id)
return redis.call('HGETALL', KEYS[1])
`

/**
 * ARGV behind the channel: id, user, time, expected \`seq\` or empty, idempotency key or empty, 1 when the session may be created, and
 * then with which time of creation, title and metadata as JSON or empty; then id and JSON of each message. Replies what happened first.
 */
export const appendScript = `${shared}
local id, owner, at, expected, key, may_create, created, title, metadata = unpack(ARGV, 1, 9)
if key ~= '' then
  local range = redis.call('HGET', KEYS[4], key)
  if range then
    local first, last = string.match(range, '^(%d+) (%d+)$')
    return {'replayed', redis.call('XRANGE', KEYS[2], first, last)}
  end
end
local user, was, deleted = unpack(redis.call('HMGET', KEYS[1], 'userId', 'updatedAt', 'deletedAt'))
if deleted then return {'deleted'} end
local last = redis.call('XLEN', KEYS[2])
if expected ~= '' and tonumber(expected) ~= last then return {'conflict', last} end
for i = 10, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[3], ARGV[i]) == 1 then return {'taken', ARGV[i]} end
end
if not user and may_create ~= '1' then return {'unregistered'} end

place(id, user or owner, was, at)
if not user then
  create(id, owner, created, at, title, metadata)
  tell('sessions', id)
end
local first = last + 1
for i = 10, #ARGV, 2 do
  last = last + 1
  redis.call('XADD', KEYS[2], string.format('%d-0', last), 'message', ARGV[i + 1])
  redis.call('HSET', KEYS[3], ARGV[i], string.format('%d', last))
end
if key ~= '' then redis.call('HSET', KEYS[4], key, string.format('%d %d', first, last)) end
redis.call('HSET', KEYS[1], 'updatedAt', at, 'messageCount', string.format('%d', last))
tell('messages', id)
return {'stored', first}
`

/** ARGV behind the channel: id. Replies 1 when something was there. */
export const purgeScript = `${shared}
local id = ARGV[1]
local user, was = unpack(redis.call('HMGET', KEYS[1], 'userId', 'updatedAt'))
if not user then return 0 end
if KEYS[5] then
  -- First, as a change of its own, so that whoever keeps an index reads that the session is gone.
  place(id, user, was, was)
  redis.call('ZREM', KEYS[5], was .. ' ' .. id)
  redis.call('ZREM', KEYS[6], user .. '\\0' .. was .. ' ' .. id)
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
tell('sessions', id)
return 1
`

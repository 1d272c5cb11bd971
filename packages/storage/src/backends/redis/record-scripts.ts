/**
 * What writes a record does so as one script. KEYS: versions, blobs; outside of a cluster also by-time, by-owner,
 * by-parent.
 *
 * Truth last, as Redis undoes nothing when a script fails: a place in an index without its record is skipped, and so
 * are bytes that no version names.
 */
const shared = `
local function places(owner, parent, created, id)
  local place = created .. ' ' .. id
  return place, owner .. '\\0' .. place, parent .. '\\0' .. place
end
`

/** ARGV: version, owner, parent, created, id, JSON, channel, payload, then hash and bytes of each blob. Replies 1 when stored. */
export const putRecordScript = `${shared}
local version, owner, parent, created, id, json, channel, payload = unpack(ARGV, 1, 8)
if redis.call('LLEN', KEYS[1]) ~= tonumber(version) - 1 then return 0 end
for i = 9, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
if KEYS[3] and version == '1' then
  local time, owned, child = places(owner, parent, created, id)
  redis.call('ZADD', KEYS[3], 0, time)
  redis.call('ZADD', KEYS[4], 0, owned)
  redis.call('ZADD', KEYS[5], 0, child)
end
redis.call('RPUSH', KEYS[1], json)
redis.pcall('PUBLISH', channel, payload)
return 1
`

/** ARGV: channel, payload. Replies 1 when something was there. */
export const purgeRecordScript = `${shared}
local json = redis.call('LINDEX', KEYS[1], 0)
if not json then return 0 end
if KEYS[3] then
  local record = cjson.decode(json)
  local time, owned, child = places(record.owner, record.parent, record.createdAt, record.id)
  redis.call('ZREM', KEYS[3], time)
  redis.call('ZREM', KEYS[4], owned)
  redis.call('ZREM', KEYS[5], child)
end
redis.call('DEL', KEYS[2])
redis.call('DEL', KEYS[1])
redis.pcall('PUBLISH', ARGV[1], ARGV[2])
return 1
`

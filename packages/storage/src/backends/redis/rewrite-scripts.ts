/**
 * What replaces something stored by the same, sealed otherwise. Each compares first: what is no longer as it was stays.
 */

/** KEYS: session. ARGV: title and metadata as they were, then as they become, as JSON or empty. Replies 1 when done. */
export const rewriteSessionScript = `
local fields = {'title', 'metadata'}
for i, field in ipairs(fields) do
  if (redis.call('HGET', KEYS[1], field) or '') ~= ARGV[i] then return 0 end
end
for i, field in ipairs(fields) do
  if ARGV[i + 2] ~= '' then redis.call('HSET', KEYS[1], field, ARGV[i + 2]) end
end
return 1
`

/**
 * KEYS: log, and a place for the new one, which takes its name when it is whole: entries of a stream can't be replaced.
 * ARGV: number, JSON as it was and as it becomes, of each message. Replies how many were replaced.
 */
export const rewriteMessagesScript = `
local was, becomes, count = {}, {}, 0
for i = 1, #ARGV, 3 do
  was[ARGV[i]] = ARGV[i + 1]
  becomes[ARGV[i]] = ARGV[i + 2]
end
redis.call('DEL', KEYS[2])
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  local seq, message = string.match(entry[1], '^%d+'), entry[2][2]
  if was[seq] == message then
    message = becomes[seq]
    count = count + 1
  end
  redis.call('XADD', KEYS[2], entry[1], 'message', message)
end
if count > 0 then redis.call('RENAME', KEYS[2], KEYS[1]) else redis.call('DEL', KEYS[2]) end
return count
`

/** KEYS: versions. ARGV: version, JSON as it was and as it becomes, of each. Replies how many were replaced. */
export const rewriteVersionsScript = `
local count = 0
for i = 1, #ARGV, 3 do
  local place = tonumber(ARGV[i]) - 1
  if redis.call('LINDEX', KEYS[1], place) == ARGV[i + 1] then
    redis.call('LSET', KEYS[1], place, ARGV[i + 2])
    count = count + 1
  end
end
return count
`

/** KEYS: blobs. ARGV: hash, bytes as they were and as they become. Replies 1 when done. */
export const rewriteBlobScript = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`

/** KEYS: the key. ARGV: JSON as it was and as it becomes. Replies 1 when done. */
export const rewriteValueScript = `
local stored = redis.call('GET', KEYS[1])
if not stored then return 0 end
local expiry = string.match(stored, '^%d*%.?%d*\\n')
if not expiry or string.sub(stored, #expiry + 1) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], expiry .. ARGV[2], 'KEEPTTL')
return 1
`

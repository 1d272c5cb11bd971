// Each script is one transaction on the server. ARGV[1] is a JSON object; ARGV[2] and on are the bytes of snapshots.

const base = `
local ask = cjson.decode(ARGV[1])
local prefix = 'perth:snapshots:' .. ask.session .. ':'

local function has(name)
  return redis.call('EXISTS', prefix .. name) == 1 and redis.call('EXISTS', prefix .. name .. ':data') == 1
end

local function save(record, data)
  local key = prefix .. record.name
  redis.call('DEL', key)
  for field, value in pairs(record.fields) do redis.call('HSET', key, field, value) end
  redis.call('SET', key .. ':data', data)
  redis.call('PEXPIREAT', key, record.expires_at)
  redis.call('PEXPIREAT', key .. ':data', record.expires_at)
end

local function forget(name)
  redis.call('DEL', prefix .. name, prefix .. name .. ':data')
  redis.call('ZREM', prefix .. 'index', name)
end

local function names()
  local found = {}
  for _, name in ipairs(redis.call('ZRANGE', prefix .. 'index', 0, -1)) do
    if has(name) then found[#found + 1] = name else forget(name) end
  end
  return found
end
`

/** @param outbox the outbox's functions, where there are events */
export const addScript = (outbox?: string) => `${base}
${outbox ?? ''}
local record = ask.record
names()
if has(record.name) then return 'exists' end
local below = record.fields.parent
if below and below ~= '' and not has(below) then return 'moved' end
while below and below ~= '' do
  for _, key in ipairs({prefix .. below, prefix .. below .. ':data'}) do
    if redis.call('PTTL', key) < record.expires_at - ask.now then redis.call('PEXPIREAT', key, record.expires_at) end
  end
  redis.call('HSET', prefix .. below, 'expires_at', record.fields.expires_at)
  below = redis.call('HGET', prefix .. below, 'parent')
end
save(record, ARGV[2])
redis.call('ZADD', prefix .. 'index', record.score, record.name)
redis.call('SET', prefix .. 'latest', record.name)
${outbox === undefined ? '' : 'outbox_add(ask)'}
return 'done'
`

export const removeScript = `${base}
if not has(ask.name) then return 'moved' end
local given = {}
for _, child in ipairs(ask.children) do given[child.name] = true end
for _, name in ipairs(names()) do
  if redis.call('HGET', prefix .. name, 'parent') == ask.name then
    if not given[name] then return 'moved' end
    given[name] = nil
  end
end
if next(given) ~= nil then return 'moved' end
for at, child in ipairs(ask.children) do save(child, ARGV[at + 1]) end
forget(ask.name)
if redis.call('GET', prefix .. 'latest') == ask.name then
  local newest = redis.call('ZREVRANGE', prefix .. 'index', 0, 0)[1]
  if newest then redis.call('SET', prefix .. 'latest', newest) else redis.call('DEL', prefix .. 'latest') end
end
return 'done'
`

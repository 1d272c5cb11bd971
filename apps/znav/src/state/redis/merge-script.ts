import { indexing } from './scripts.js'

/** ARGV: a JSON object with name, fields, the history as it was read and as it is to be, artifacts. 1: done, -1: it has changed. */
export const mergeScript = `
${indexing}
local merge = cjson.decode(ARGV[1])
local pane = 'perth:pane:' .. merge.name
local history = redis.call('LRANGE', pane .. ':history', 0, -1)
if #history ~= #merge.before then return -1 end
for at, entry in ipairs(history) do
  if entry ~= merge.before[at] then return -1 end
end
unindex(merge.name)
for field, value in pairs(merge.fields) do redis.call('HSET', pane, field, value) end
redis.call('DEL', pane .. ':history')
for _, entry in ipairs(merge.history) do redis.call('RPUSH', pane .. ':history', entry) end
for path, modified in pairs(merge.artifacts) do redis.call('HSET', pane .. ':artifacts', path, modified) end
index(merge.name)
return 1
`

/** ARGV: a JSON object with name, fields, history and artifacts as they were taken over. Removes version 1's keys of the pane, unless they have changed. */
export const removeOldScript = `
local old = cjson.decode(ARGV[1])
local pane = 'znav:pane:' .. old.name
local function same(key, taken)
  local fields = redis.call('HGETALL', key)
  local count = 0
  for _ in pairs(taken) do count = count + 1 end
  if #fields ~= 2 * count then return false end
  for at = 1, #fields, 2 do
    if taken[fields[at]] ~= fields[at + 1] then return false end
  end
  return true
end
if not same(pane, old.fields) or not same(pane .. ':artifacts', old.artifacts) then return 0 end
local history = redis.call('LRANGE', pane .. ':history', 0, -1)
if #history ~= #old.history then return 0 end
for at, entry in ipairs(history) do
  if entry ~= old.history[at] then return 0 end
end
redis.call('DEL', pane, pane .. ':history', pane .. ':artifacts')
redis.call('SREM', 'znav:panes', old.name)
return 1
`

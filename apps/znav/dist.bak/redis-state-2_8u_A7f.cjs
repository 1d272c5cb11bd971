
const require_rolldown_runtime=require("./rolldown-runtime-Dc9hDb4c.cjs"),require_entry_wire=require("./entry-wire-BNV-ahKP.cjs"),require_pane_wire=require("./pane-wire-D1vJUIrW.cjs"),require_retention=require("./retention-DU5AvkZK.cjs"),require_families=require("./families-9XWnHe9o.cjs"),require_errors=require("./errors-CiT9T_LO.cjs");async function connectRedis(url){let address=addressOf(url),{Redis:Client}=await Promise.resolve().then(()=>/* @__PURE__ */ require_rolldown_runtime.r(require("./built-BAUvfspn.cjs").default,1)),client=new Client(url,{lazyConnect:!0,connectTimeout:2e3,commandTimeout:5e3,retryStrategy:()=>null,maxRetriesPerRequest:0,enableReadyCheck:!1,disableClientInfo:!0,protocol:2}),cause;return client.on(`error`,error=>{cause??=error}),{client,address,run:async work=>{try{return await work(client)}catch(error){throw require_families.s(error)?error:redisFailure(cause??error,address)}},close:()=>client.disconnect()}}function addressOf(url){try{let{protocol,hostname,port,pathname}=new URL(url);if((protocol===`redis:`||protocol===`rediss:`)&&hostname!==``)return`${protocol}//${hostname}:${port||`6379`}${pathname===`/`?``:pathname}`}catch{}throw new require_families.t(`redis_url is not the address of a Redis`,{code:`config/redis-url`,hint:`Write it as redis://host:6379/0, or rediss:// for TLS. Show it with: znav config get redis_url`})}const refusals=[[/NOAUTH|WRONGPASS|invalid password/i,`redis/auth`,`Put user and password into redis_url: redis://user:password@host`],[/NOPERM/,`redis/auth`,`The Redis user needs access to the keys perth:* and znav:*.`],[/WRONGTYPE/,`redis/keyspace`,`Another program keeps something else under perth:*. Use another database: redis://host/1`],[/OOM|MISCONF|READONLY/,`redis/read-only`,`This Redis takes no writes right now. See its own log.`],[/LOADING/,`redis/loading`,`Redis is still loading its data. Try again in a moment.`]];function redisFailure(error,address){let message=error instanceof Error?error.message||error.code||``:String(error),refusal=refusals.find(([pattern])=>pattern.test(message));return refusal?new require_errors.n(`Redis at ${address} refused: ${message}`,{code:refusal[1],hint:refusal[2],cause:error}):new require_errors.n(`Redis at ${address} can't be reached: ${message}`,{code:`redis/unreachable`,recoverable:!0,cause:error,hint:`Start it, or correct redis_url: znav config set redis_url URL. Without redis_url znav keeps its own file.`})}const keys={pane:(name,space=`perth`)=>`${space}:pane:${name}`,history:(name,space=`perth`)=>`${space}:pane:${name}:history`,artifacts:(name,space=`perth`)=>`${space}:pane:${name}:artifacts`,panes:(space=`perth`)=>`${space}:panes`,sessionPanes:session=>`perth:sessions:${session}:panes`,tabPanes:(session,tab)=>`perth:tabs:${session}:${tab}:panes`,outbox:`perth:outbox`},indexing=`
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
`,logScript=outbox=>`
${indexing}
${outbox??``}
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
${outbox===void 0?``:`outbox_add(log)`}
return known and 0 or 1
`,placeScript=`
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
`;async function openRedisState(options){return new RedisState(await connectRedis(options.url),options)}var RedisState=class{description;outbox;#redis;#retention;#clock;constructor(redis,{retention,clock}){this.#redis=redis,this.#retention=retention,this.#clock=clock,this.description=`Redis at ${redis.address}`,this.outbox=new require_retention.i(async()=>{let{createRedisOutbox}=await Promise.resolve().then(()=>require("./src-DriITjx7.cjs")).then(n=>n.t);return createRedisOutbox({eval:(script,count,...args)=>redis.run(client=>client.eval(script,count,...args))},{prefix:keys.outbox,clock})})}async log({entry,newPane,artifacts,events}){let outbox=events.length>0?await announcing(events,this.#clock.now()):void 0,request=JSON.stringify({name:entry.paneName,fields:require_pane_wire.n(newPane),summary:entry.summary,timestamp:entry.timestamp,entry:JSON.stringify(require_entry_wire.n(entry)),depth:this.#retention.depth,cutoff:new Date(this.#oldestKept()).toISOString(),artifacts,...outbox?.request}),script=logScript(outbox?.functions);return{registered:await this.#redis.run(client=>client.eval(script,0,request))===1}}history(paneName,query={}){return this.#redis.run(async client=>{let end=this.#retention.depth-1,[current,legacy]=await Promise.all([client.lrange(keys.history(paneName),0,end),client.lrange(keys.history(paneName,`znav`),0,end)]),stored=(current.length>0?current:legacy).map(entry=>require_entry_wire.t(entry,paneName));return require_retention.r(stored,query,this.#oldestKept())})}artifacts(paneName){return this.#redis.run(async client=>{let[current,legacy]=await Promise.all([client.hgetall(keys.artifacts(paneName)),client.hgetall(keys.artifacts(paneName,`znav`))]),found=Object.entries(Object.keys(current).length>0?current:legacy);return Object.fromEntries(found.sort(([a],[b])=>a<b?-1:1))})}async pane(name){let[pane]=await this.#panes([name]);return pane}async panes(){return this.#panes(await this.paneNames())}async paneNames(){let names=await this.#redis.run(client=>Promise.all([client.smembers(keys.panes()),client.smembers(keys.panes(`znav`))]));return[...new Set(names.flat())].sort()}async place(panes){if(panes.length===0)return;let request=JSON.stringify(panes.map(pane=>({name:pane.name,fields:require_pane_wire.n(pane)})));await this.#redis.run(client=>client.eval(placeScript,0,request))}async check(){return await this.#redis.run(client=>client.ping()),this.description}async close(){this.#redis.close()}#panes(names){return this.#redis.run(async client=>{let hashes=await Promise.all(names.map(name=>Promise.all([client.hgetall(keys.pane(name)),client.hgetall(keys.pane(name,`znav`))])));return names.map((name,at)=>{let[current,legacy]=hashes[at]??[{},{}];return require_pane_wire.t(name,current)??require_pane_wire.t(name,legacy)}).filter(pane=>pane!==void 0)})}#oldestKept(){return require_retention.n(this.#retention,this.#clock.now())}};async function announcing(events,now){let{redisOutboxFunctions,redisOutboxRequest}=await Promise.resolve().then(()=>require("./src-DriITjx7.cjs")).then(n=>n.t);return{functions:redisOutboxFunctions(keys.outbox),request:redisOutboxRequest(events,now)}}exports.openRedisState=openRedisState;
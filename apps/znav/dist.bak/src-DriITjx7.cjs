
const require_rolldown_runtime=require("./rolldown-runtime-Dc9hDb4c.cjs"),require_families=require("./families-9XWnHe9o.cjs"),require_clock=require("./clock-xqTZtYXh.cjs"),require_redacted=require("./redacted-Dwi7AVaJ.cjs");let node_timers_promises=require("node:timers/promises"),node_stream=require("node:stream");function vouchedFor(redacted){if(require_redacted.n(redacted))return redacted.value;throw new require_families.r(`An event has not passed the secret filter.`,{code:`filter/not-redacted`,hint:`Publish what SecretFilter.redact() returns.`})}const defaultBounds={maxCount:1e4,maxAgeMs:6048e5},contentTypes={engawa:`application/json`,cloudevents:`application/cloudevents+json`};function encodeEvent(event,format){return Buffer.from(JSON.stringify(format===`cloudevents`?toCloudEvent(event):event))}function decodeEvent(body){let value=parse(typeof body==`string`?body:Buffer.from(body).toString());if(!isObject(value))throw malformed(`it is not a JSON object`);let event=`specversion`in value?fromCloudEvent(value):value;for(let field of[`id`,`event_type`,`version`,`timestamp`,`source`])if(typeof event[field]!=`string`||event[field]===``)throw malformed(`${field} is missing`);if(!isObject(event.payload))throw malformed(`its payload is not an object`);return event}function toCloudEvent(event){return{specversion:`1.0`,id:event.id,type:event.event_type,source:event.source,time:event.timestamp,datacontenttype:`application/json`,eventversion:event.version,...event.correlation_id===void 0?{}:{correlationid:event.correlation_id},...event.causation_id===void 0?{}:{causationid:event.causation_id},data:event.payload}}function fromCloudEvent(value){return{id:value.id??null,event_type:value.type??null,version:value.eventversion??`1.0`,timestamp:value.time??null,source:value.source??null,...value.correlationid===void 0?{}:{correlation_id:value.correlationid},...value.causationid===void 0?{}:{causation_id:value.causationid},payload:value.data??{}}}function parse(text){try{return JSON.parse(text)}catch{throw malformed(`it is not JSON`)}}function isObject(value){return typeof value==`object`&&!!value&&!Array.isArray(value)}function malformed(why){return new require_families.n(`An event can't be read: ${why}.`,{code:`event/malformed`,hint:`Find out who publishes it; an event needs id, event_type, version, timestamp, source and payload.`})}const laterColumns=[[`event_outbox`,`claimed_until`],[`event_outbox_dropped`,`announced`]];function prepareTables(database){database.exec(`
  create table if not exists event_outbox (
    seq integer primary key autoincrement,
    id text not null unique,
    event_type text not null,
    body text not null,
    added_at integer not null,
    attempts integer not null default 0,
    claimed_until integer not null default 0
  );
  create table if not exists event_outbox_dropped (
    reason text not null,
    event_type text not null,
    count integer not null,
    announced integer not null default 0,
    first_at text not null,
    last_at text not null,
    primary key (reason, event_type)
  ) without rowid;
`);for(let[table,column]of laterColumns)database.prepare(`select 1 from pragma_table_info(?) where name = ?`).get(table,column)===void 0&&database.exec(`alter table ${table} add column ${column} integer not null default 0`)}const recordDrops=condition=>`
  insert into event_outbox_dropped (reason, event_type, count, first_at, last_at)
  select @reason, event_type, count(*), @now, @now from event_outbox where ${condition} group by event_type
  on conflict (reason, event_type) do update set count = count + excluded.count, last_at = excluded.last_at
`,deleteDropped=condition=>`delete from event_outbox where ${condition}`,conditions={full:`seq <= (select seq from event_outbox order by seq desc limit 1 offset @bound)`,"too-old":`added_at < @bound`,unreadable:`id = @bound`,refused:`id = @bound`};function createSqliteOutbox(database,options={}){let{maxCount,maxAgeMs,clock}={...defaultBounds,clock:require_clock.t,...options};inTransaction(database,()=>prepareTables(database));let insert=database.prepare(`insert or ignore into event_outbox (id, event_type, body, added_at) values (?, ?, ?, ?)`),oldestFirst=database.prepare(`select seq, id, body, attempts from event_outbox order by seq limit ?`),remove=database.prepare(`delete from event_outbox where id = ?`),countAttempt=database.prepare(`update event_outbox set attempts = attempts + 1, claimed_until = 0 where id = ?`),unclaim=database.prepare(`update event_outbox set claimed_until = 0 where id = ?`),noteAnnounced=database.prepare(`update event_outbox_dropped set announced = max(announced, ?) where reason = ? and event_type = ?`),extent=database.prepare(`select count(*) as count, (select added_at from event_outbox order by seq limit 1) as first from event_outbox`),sumOfDropped=database.prepare(`select coalesce(sum(count), 0) as dropped from event_outbox_dropped`);function drop(reason,bound){let condition=conditions[reason];database.prepare(recordDrops(condition)).run({reason,now:require_clock.n(clock),bound}),database.prepare(deleteDropped(condition)).run({bound})}function trim(){let oldestAllowed=clock.now()-maxAgeMs,{count,first}=extent.get();first!==null&&first<oldestAllowed&&drop(`too-old`,oldestAllowed),count>maxCount&&drop(`full`,maxCount)}function add(events){for(let event of events.map(vouchedFor))insert.run(event.id,event.event_type,JSON.stringify(event),clock.now());trim()}function readable(read){for(trim();;){let rows=read(),found=rows.flatMap(({id,body,attempts})=>{try{return[{event:decodeEvent(body),attempts}]}catch{return drop(`unreadable`,id),[]}});if(found.length>0||rows.length===0)return found}}function takeOldest(limit,leaseMs){let now=clock.now();return database.prepare(`
  update event_outbox set claimed_until = @until where seq in (
    select seq from event_outbox where claimed_until <= @now or claimed_until > @until order by seq limit @limit
  ) returning seq, id, body, attempts
`).all({now,until:now+leaseMs,limit}).sort((a,b)=>a.seq-b.seq)}return{addInTransaction(events){if(!database.inTransaction)throw noTransaction();attempt(()=>add(events))},add:async events=>inTransaction(database,()=>add(events)),pending:async limit=>inTransaction(database,()=>readable(()=>oldestFirst.all(limit))),claim:async(limit,leaseMs)=>inTransaction(database,()=>readable(()=>takeOldest(limit,leaseMs))),confirm:async ids=>inTransaction(database,()=>void ids.map(id=>remove.run(id))),markFailed:async ids=>inTransaction(database,()=>void ids.map(id=>countAttempt.run(id))),release:async ids=>inTransaction(database,()=>void ids.map(id=>unclaim.run(id))),giveUp:async ids=>inTransaction(database,()=>void ids.map(id=>drop(`refused`,id))),status:async()=>inTransaction(database,()=>{trim();let{count,first}=extent.get(),{dropped}=sumOfDropped.get();return{pending:count,dropped,...first===null?{}:{oldest:new Date(first).toISOString()}}}),dropped:async()=>attempt(()=>database.prepare(`select * from event_outbox_dropped order by reason, event_type`).all()),markAnnounced:async records=>inTransaction(database,()=>void records.map(({reason,event_type,count})=>noteAnnounced.run(count,reason,event_type)))}}function inTransaction(database,work){return attempt(()=>{if(database.inTransaction)return work();database.exec(`begin immediate`);try{let result=work();return database.exec(`commit`),result}catch(error){throw database.inTransaction&&database.exec(`rollback`),error}})}function attempt(work){try{return work()}catch(cause){throw cause instanceof Error&&`code`in cause&&String(cause.code).startsWith(`SQLITE`)?new require_families.n(`The outbox can't be used: ${cause.message}.`,{code:`event/outbox`,hint:`Check that the database file can be written and that its disk is not full, then try again.`,cause}):cause}}function noTransaction(){return new require_families.n(`An event was to be added outside of a transaction.`,{code:`event/no-transaction`,hint:`Write the fact and call addInTransaction() within one transaction, or use add().`,recoverable:!1})}function parseBrokerAddress(url){let parts=URL.canParse(url)?new URL(url):void 0,protocol=parts?.protocol.slice(0,-1);if(!parts?.hostname||protocol!==`amqp`&&protocol!==`amqps`)throw badAddress();let anonymous=parts.username===``&&parts.password===``;try{return{protocol,hostname:parts.hostname.replace(/^\[|\]$/g,``),port:Number(parts.port)||(protocol===`amqp`?5672:5671),username:anonymous?`guest`:decodeURIComponent(parts.username),password:anonymous?`guest`:decodeURIComponent(parts.password),vhost:decodeURIComponent(parts.pathname.slice(1))||`/`}}catch{throw badAddress()}}function describeAddress({protocol,hostname,port,vhost}){return`${protocol}://${hostname.includes(`:`)?`[${hostname}]`:hostname}:${port}${vhost===`/`?``:`/${encodeURIComponent(vhost)}`}`}function badAddress(){return new require_families.n(`The address of the broker is not one of AMQP.`,{code:`event/bad-address`,hint:`It looks like amqp://user:password@host:5672/vhost; special characters in the password are percent-encoded.`,recoverable:!1})}function connectionOptions(options){let{exchange=`perth.events`,connectTimeoutMs=5e3,heartbeatSeconds=10,ca}=options;return{address:parseBrokerAddress(options.url),exchange,connectTimeoutMs,heartbeatSeconds,...ca===void 0?{}:{ca}}}function brokerError(cause,address){let where=describeAddress(address),said=withoutPassword(cause instanceof Error?cause.message:String(cause),address),{code,message,hint}=explain(said,where);return new require_families.n(message,{code,hint,details:{broker:where,said}})}function explain(said,where){return said.includes(`ACCESS_REFUSED`)?{code:`event/access-refused`,message:`RabbitMQ at ${where} refused the login or a permission.`,hint:`Check user, password and virtual host in the address, and that the user may write to the exchange.`}:said.includes(`NOT_ALLOWED`)||said.includes(`ConnectionOpenOk; got <ConnectionClose`)?{code:`event/vhost-refused`,message:`RabbitMQ refused the virtual host of ${where}.`,hint:`Check the part after the last slash of the address: the virtual host must be there and be allowed to the user.`}:said.includes(`PRECONDITION_FAILED`)&&said.includes(`for queue`)?{code:`event/queue-mismatch`,message:`The queue at ${where} is there already, with other settings: ${said}.`,hint:`Engawa needs a durable queue. Choose another name for it, or delete the one that is there.`}:said.includes(`PRECONDITION_FAILED`)?{code:`event/exchange-mismatch`,message:`The exchange at ${where} is there already, with other settings: ${said}.`,hint:`Engawa needs a durable topic exchange. Choose another name for it, or delete the one that is there.`}:said.includes(`NOT_FOUND`)?{code:`event/exchange-missing`,message:`The exchange at ${where} has gone: ${said}.`,hint:`It is made again with the next attempt. Find out who deletes it.`}:/certificate|altname|CERT_/i.test(said)?{code:`event/broker-untrusted`,message:`The certificate of RabbitMQ at ${where} is not trusted: ${said}.`,hint:`Name the file of its authority in NODE_EXTRA_CA_CERTS, and use the host name that the certificate has.`}:/wrong version number|packet length too long|EPROTO/i.test(said)?{code:`event/broker-no-tls`,message:`RabbitMQ at ${where} does not speak TLS there: ${said}.`,hint:`Use the port of its TLS listener, usually 5671, or amqp: in place of amqps:.`}:{code:`event/broker-unreachable`,message:`RabbitMQ at ${where} can't be reached: ${said}.`,hint:`Start it, or correct its address. Events wait in the outbox until then.`}}function withoutPassword(text,{password}){return password===``?text:text.replaceAll(password,`***`).replaceAll(encodeURIComponent(password),`***`)}async function connectToRabbit(options){let{address,exchange,connectTimeoutMs,heartbeatSeconds,ca}=options,{connect}=await Promise.resolve().then(()=>/* @__PURE__ */ require_rolldown_runtime.r(require("./channel_api-DxoUqaJ2.cjs").default,1)),socket={timeout:connectTimeoutMs,...ca===void 0?{}:{ca:[ca]}},connection=await connect({...address,heartbeat:heartbeatSeconds},socket).catch(error=>{throw brokerError(error,address)}),gone=!1,lose=()=>void 0,lost=new Promise(resolve=>{lose=why=>{gone=!0,resolve(brokerError(why,address))}});connection.on(`error`,lose),connection.on(`close`,()=>lose(/* @__PURE__ */ Error(`the connection was closed`)));let blocked;connection.on(`blocked`,reason=>{blocked=reason}),connection.on(`unblocked`,()=>{blocked=void 0});let close=async()=>{lose(/* @__PURE__ */ Error(`the connection was closed from here`)),await Promise.race([connection.close().catch(()=>void 0),(0,node_timers_promises.setTimeout)(1e3)]),destroySocket(connection.connection)};try{let channel=await connection.createConfirmChannel();return channel.on(`error`,lose),channel.on(`close`,()=>lose(/* @__PURE__ */ Error(`the channel was closed`))),await channel.assertExchange(exchange,`topic`,{durable:!0}),{where:describeAddress(address),exchange,channel,lost,isLost:()=>gone,blocked:()=>blocked,abandon:lose,close}}catch(error){throw await close(),brokerError(error,address)}}function destroySocket(connection){`stream`in connection&&connection.stream instanceof node_stream.Duplex&&connection.stream.destroy()}async function probeBroker(options){let connection=await connectToRabbit(connectionOptions(options));return await connection.close(),connection.where}function redisOutboxRequest(events,now,limits={}){return{events:events.map(event=>({id:vouchedFor(event).id,json:JSON.stringify(event.value)})),bounds:requestBounds(now,{...defaultBounds,...limits})}}function requestBounds(now,{maxCount,maxAgeMs}){return{now,now_text:new Date(now).toISOString(),oldest:now-maxAgeMs,max_count:maxCount}}const outboxKeys=prefix=>({waiting:prefix,events:`${prefix}:events`,added:`${prefix}:added`,attempts:`${prefix}:attempts`,claims:`${prefix}:claims`,dropped:`${prefix}:dropped`});function redisOutboxFunctions(prefix){let keys=outboxKeys(prefix);return`
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
`}function redisOutboxScripts(prefix){let keys=outboxKeys(prefix),script=body=>`${redisOutboxFunctions(prefix)}\nlocal ask = cjson.decode(ARGV[1])\n${body}`;return{add:script(`outbox_add(ask) return 1`),pending:script(`
      outbox_trim(ask.bounds)
      return outbox_answer(redis.call('LRANGE', '${keys.waiting}', 0, ask.limit - 1))`),claim:script(`
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
      return outbox_answer(taken)`),confirm:script(`for _, id in ipairs(ask.ids) do outbox_forget(id) end return 1`),markFailed:script(`
      for _, id in ipairs(ask.ids) do
        redis.call('HDEL', '${keys.claims}', id)
        if redis.call('HEXISTS', '${keys.events}', id) == 1 then redis.call('HINCRBY', '${keys.attempts}', id, 1) end
      end
      return 1`),release:script(`for _, id in ipairs(ask.ids) do redis.call('HDEL', '${keys.claims}', id) end return 1`),drop:script(`for _, id in ipairs(ask.ids) do outbox_drop(id, ask.reason, ask.now_text) end return 1`),status:script(`
      outbox_trim(ask.bounds)
      local first = redis.call('LINDEX', '${keys.waiting}', 0)
      local added = first and redis.call('HGET', '${keys.added}', first) or ''
      return { redis.call('LLEN', '${keys.waiting}'), added or '', redis.call('HGETALL', '${keys.dropped}') }`),markAnnounced:script(`
      for _, told in ipairs(ask.records) do
        local known = redis.call('HGET', '${keys.dropped}', told.field)
        if known then
          local record = cjson.decode(known)
          record.announced = math.max(record.announced, told.count)
          redis.call('HSET', '${keys.dropped}', told.field, cjson.encode(record))
        end
      end
      return 1`)}}function createRedisOutbox(client,options={}){let{prefix=`engawa:outbox`,clock=require_clock.t}=options,limits={...defaultBounds,...options},scripts=redisOutboxScripts(prefix),bounds=()=>requestBounds(clock.now(),limits),run=async(script,ask)=>{try{return await client.eval(scripts[script],0,JSON.stringify(ask))}catch(cause){throw require_families.s(cause)?cause:unusable(cause)}},drop=(ids,reason)=>run(`drop`,{ids,reason,now_text:require_clock.n(clock)});async function readable(read){for(;;){let{found,unreadable}=readAnswer(await read());if(unreadable.length>0&&await drop(unreadable,`unreadable`),found.length>0||unreadable.length===0)return found}}async function readStatus(){let[pending,added,fields]=await run(`status`,{bounds:bounds()});return{pending,added,dropped:droppedOf(fields)}}let each=async(script,ids)=>{ids.length>0&&await run(script,{ids})};return{async add(events){events.length>0&&await run(`add`,redisOutboxRequest(events,clock.now(),limits))},pending:limit=>readable(()=>run(`pending`,{limit,bounds:bounds()})),claim:(limit,lease)=>readable(()=>run(`claim`,{limit,lease,bounds:bounds()})),confirm:ids=>each(`confirm`,ids),markFailed:ids=>each(`markFailed`,ids),release:ids=>each(`release`,ids),async giveUp(ids){ids.length>0&&await drop(ids,`refused`)},async status(){let{pending,added,dropped}=await readStatus();return{pending,dropped:dropped.reduce((sum,{count})=>sum+count,0),...added===``?{}:{oldest:new Date(Number(added)).toISOString()}}},dropped:async()=>(await readStatus()).dropped,async markAnnounced(records){if(records.length===0)return;let told=records.map(({reason,event_type,count})=>({field:`${reason} ${event_type}`,count}));await run(`markAnnounced`,{records:told})}}}function readAnswer(answer){let found=[],unreadable=[];for(let at=0;at+2<answer.length;at+=3){let[id=``,json=``,attempts]=answer.slice(at,at+3),event=readEvent(json);event?.id===id?found.push({event,attempts:Number(attempts)}):unreadable.push(id)}return{found,unreadable}}function readEvent(json){try{return decodeEvent(json)}catch{return}}function droppedOf(fields){let records=[];for(let at=0;at+1<fields.length;at+=2){let[field=``,json=`{}`]=fields.slice(at,at+2),space=field.indexOf(` `),numbers=JSON.parse(json);records.push({reason:field.slice(0,space),event_type:field.slice(space+1),...numbers})}return records.sort((a,b)=>`${a.reason} ${a.event_type}`<`${b.reason} ${b.event_type}`?-1:1)}function unusable(cause){return new require_families.n(`The outbox in Redis can't be used: ${cause instanceof Error?cause.message:String(cause)}.`,{code:`event/outbox`,hint:`Check that Redis is there and takes writes, then try again.`,cause})}var src_exports=/* @__PURE__ */ require_rolldown_runtime.n({createRedisOutbox:()=>createRedisOutbox,createSqliteOutbox:()=>createSqliteOutbox,probeBroker:()=>probeBroker,redisOutboxFunctions:()=>redisOutboxFunctions,redisOutboxRequest:()=>redisOutboxRequest});Object.defineProperty(exports,"a",{enumerable:!0,get:function(){return decodeEvent}}),Object.defineProperty(exports,"i",{enumerable:!0,get:function(){return contentTypes}}),Object.defineProperty(exports,"n",{enumerable:!0,get:function(){return connectToRabbit}}),Object.defineProperty(exports,"o",{enumerable:!0,get:function(){return encodeEvent}}),Object.defineProperty(exports,"r",{enumerable:!0,get:function(){return connectionOptions}}),Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return src_exports}});
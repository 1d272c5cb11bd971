import type { SenaClient } from '@engawa/sena-client'
import type { Canaries } from './canaries.js'
import { configRows } from './config-rows.js'
import type { Table } from './row.js'

type Drive = (client: SenaClient, canaries: Canaries) => Promise<unknown>

/** Asks in a conversation of its own and waits for the answer. */
const asked: Drive = (client, canaries) => client.chat.send({ message: `gull ${canaries.text('gathered: message')}` })

async function streamed(client: SenaClient, canaries: Canaries): Promise<void> {
  const events = client.chat.stream({ message: `plover ${canaries.text('chat.stream: message')}` })
  for await (const { type } of events) if (type === 'error') throw new Error('the stream failed')
}

/** How each call of Sena's API is driven. What only reads, reads what the calls before it left behind. */
export const senaCalls: Readonly<Record<string, Drive>> = {
  'chat.send': async (client, canaries) => {
    const session_id = canaries.token('chat.send: session')
    const context = [`egret ${canaries.text('chat.send: context')}`]
    await client.chat.send({
      message: `heron ${canaries.text('chat.send: message')}`,
      session_id,
      context,
      mode: 'code',
    })
    await client.chat.send({ message: 'And what did I say before?', session_id })
    // The extension says where Sena's folder is, and the folder has a telling name.
    await client.chat.send({ message: 'How much free disk space do I have?', session_id })
    await client.chat.send({ message: 'Uses .env: IN_DOTENV' })
  },
  'chat.stream': streamed,
  'chat.cancel': (client, canaries) => client.chat.cancel(canaries.token('chat.cancel: turn')),
  'memory.add': async (client, canaries) => {
    const metadata = { note: canaries.text('memory.add: metadata') }
    await client.memory.add({ content: `bittern ${canaries.text('memory.add: content')}`, metadata })
    await client.chat.send({ message: 'What do you know about the bittern and its password?' })
  },
  'memory.edit': async (client, canaries) => {
    const { id } = await client.memory.add({ content: 'A stork stands there.' })
    await client.memory.edit(id, `A stork says ${canaries.text('memory.edit: content')}`)
    await client.chat.send({ message: 'What does the stork say?' })
  },
  'memory.search': (client, canaries) => client.memory.search(canaries.text('memory.search: query')),
  'memory.list': (client) => client.memory.list(),
  'memory.statistics': (client) => client.memory.statistics(),
  'memory.delete': (client, canaries) => refused(client.memory.delete(canaries.token('memory.delete: id'))),
  'sessions.list': asked,
  'sessions.messages': (client, canaries) => refused(client.sessions.messages(canaries.token('sessions.messages: id'))),
  'sessions.rename': async (client, canaries) => {
    const { session_id } = await client.chat.send({ message: 'Hello' })
    await client.sessions.rename(session_id, canaries.text('sessions.rename: title').slice(0, 900))
    await client.chat.send({ message: 'What is this conversation called?', session_id })
  },
  'sessions.delete': (client, canaries) => refused(client.sessions.delete(canaries.token('sessions.delete: id'))),
  'sessions.restore': (client, canaries) => refused(client.sessions.restore(canaries.token('sessions.restore: id'))),
  'extensions.list': (client) => client.extensions.list(),
  'extensions.toggle': (client, canaries) =>
    refused(client.extensions.toggle(canaries.token('extensions.toggle: name'), true)),
  'extensions.reload': (client, canaries) =>
    refused(client.extensions.reload(canaries.token('extensions.reload: name'))),
  'traces.list': (client) => client.traces.list(),
  'traces.get': (client, canaries) => refused(client.traces.get(canaries.token('traces.get: id'))),
  'debug.state': (client) => client.debug.state(),
  'debug.logs': (client) => client.debug.logs(),
  'telemetry.metrics': (client) => client.telemetry.metrics(),
  'telemetry.errors': (client) => client.telemetry.errors(),
  health: (client) => client.health(),
}

/** What a request may hold, by its schema: a field that is not here is one that nobody has looked at. */
export const senaFields: Readonly<Record<string, readonly string[]>> = {
  chatRequest: ['message', 'session_id', 'mode', 'context', 'stream'],
  memoryAdd: ['content', 'metadata', 'type'],
  memoryEdit: ['memory_id', 'content'],
  sessionPatch: ['title'],
  extensionToggle: ['enabled'],
  extensionReload: ['extension_name'],
}

/** Nothing is called so: that it is refused is as it should be, and what is refused may be logged. */
const refused = (call: Promise<unknown>): Promise<unknown> => call.catch(() => undefined)

/** How each command of `sena` is driven, while none of it runs. */
export const senaTable: Table = {
  '': {
    calls: (canaries) => [
      {
        args: ['--cli', '--session', canaries.token(': --session')],
        stdin: `curlew ${canaries.texts(': a line').join(' ')}\nAnd before?\n/exit\n`,
      },
    ],
  },
  status: { calls: () => [{ args: ['status', '--debug'] }] },
  stop: { local: true, calls: () => [{ args: ['stop', '--debug'] }] },
  doctor: { calls: () => [{ args: ['doctor', '--debug'] }] },
  'keys set': {
    local: true,
    calls: (canaries) => [
      { args: ['keys', 'set', 'ollama', '--insecure-storage', '--debug'], stdin: canaries.token('keys set: the key') },
    ],
  },
  'keys list': { local: true, calls: () => [{ args: ['keys', 'list', '--debug'] }] },
  'keys which': { local: true, calls: () => [{ args: ['keys', 'which', 'ollama', '--debug'] }] },
  'keys rm': {
    local: true,
    calls: (canaries) => [{ args: ['keys', 'rm', canaries.token('keys rm: provider'), '--debug'] }],
  },
  'keys rotate': {
    local: true,
    calls: (canaries) => [{ args: ['keys', 'rotate', '--debug'], stdin: canaries.bare('keys rotate: passphrase') }],
  },
  ...configRows('live.redis_url'),
  'config health': { calls: () => [{ args: ['config', 'health', '--debug'] }] },
  completion: { local: true, calls: () => [{ args: ['completion', 'bash'] }] },
}

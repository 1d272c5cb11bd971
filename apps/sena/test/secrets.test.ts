import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openSqlite } from '@engawa/storage/sqlite'
import { startFakeOllama } from '@engawa/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeForgeToken } from './fake-secret.js'
import { follow } from './follow.js'
import { createSenaHome, type SenaHome } from './sena-process.js'

let home: SenaHome
beforeEach(async () => {
  home = await createSenaHome()
})
afterEach(() => home.remove())

/** Tables that hold a conversation's words as they were typed. */
const asTyped = /^chat_/

async function tablesThatHold(text: string): Promise<readonly string[]> {
  const database = await openSqlite(join(home.path, 'data', 'memory', 'sena.db'))
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const holding = tables.filter(({ name }) =>
    JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all()).includes(text),
  )
  database.close()
  return holding.map(({ name }) => name)
}

test('a secret typed into the chat reaches no model, memory, trace, log or follower', async () => {
  const secret = fakeForgeToken()
  const ollama = await startFakeOllama()
  const sena = await home.start({ ollama: ollama.url })
  const live = await follow(sena)

  const first = await sena.client.chat.send({ message: `My deploy key is ${secret}, remember it.`, session_id: 's' })
  // From the conversation's history, from memory, as extra context, and in a conversation of its own.
  await sena.client.chat.send({ message: 'Which key did I mention?', session_id: 's' })
  await sena.client.chat.send({ message: 'What did I say about my deploy key?', context: [`key: ${secret}`] })
  ollama.always({ status: { code: 400, error: `bad key ${secret}` } })
  const failed = await sena.client.chat.send({ message: `Is ${secret} valid?` })
  await sena.client.memory.add({ content: `The key is ${secret}`, metadata: { key: secret } })
  await live.until('the last turn has ended', ({ type }) => type === 'telemetry')
  live.close()

  expect(ollama.modelRequests.length).toBeGreaterThanOrEqual(4)
  for (const { bodyText } of ollama.modelRequests) expect(bodyText).not.toContain(secret)
  expect(first.metadata.redactions).toBe(1)
  expect(first.response).toMatch(/‹secret:github-token/)
  expect(failed.response).toContain('No model answered')
  expect(failed.response).not.toContain(secret)
  expect(JSON.stringify(live.updates)).not.toContain(secret)
  expect(sena.process.output()).not.toContain(secret)
  const shown = await Promise.all([
    sena.client.traces.list({ limit: 50 }),
    sena.client.memory.list(),
    sena.client.debug.logs(),
    sena.client.telemetry.errors(),
    sena.client.sessions.list(),
  ])
  expect(JSON.stringify(shown)).not.toContain(secret)

  // The person's own words stay theirs, in the conversation alone.
  const { messages } = await sena.client.sessions.messages('s')
  expect(messages[0]?.content).toContain(secret)
  await sena.process.stop()
  await ollama.close()
  const log = await readFile(join(home.path, 'data', 'logs', 'sena.log'), 'utf8')
  expect(log).toContain('bad key')
  expect(log).not.toContain(secret)
  const holding = await tablesThatHold(secret)
  expect(holding.filter((name) => !asTyped.test(name))).toEqual([])
  expect(holding).not.toEqual([])
})

test('nothing beside the database holds the words of a conversation', async () => {
  const sena = await home.start()
  await sena.client.chat.send({ message: 'A word like xylophonist.' })
  await sena.process.stop()

  const files = (await readdir(home.path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const holding = []
  for (const { name, parentPath } of files) {
    if ((await readFile(join(parentPath, name))).includes('xylophonist')) holding.push(name)
  }
  expect(holding).toEqual(['sena.db'])
})

import { usageDirectory } from '@engawa/config'
import { fileUsageLedger, type UsageEntry } from '@engawa/llm-providers'
import { startFakeOllama } from '@engawa/testkit'
import { expect, test } from 'vitest'
import { createSenaHome } from './sena-process.js'

test('what a conversation used is in the ledger of the suite, under its id', async () => {
  const home = await createSenaHome()
  const ollama = await startFakeOllama()
  const sena = await home.start({ ollama: ollama.url })
  await sena.client.chat.send({ message: 'Hello', session_id: 'one' })
  await sena.client.chat.send({ message: 'Hello', session_id: 'two' })

  const entries: UsageEntry[] = []
  for await (const entry of fileUsageLedger(usageDirectory(home.env)).entries({ session: 'one' })) entries.push(entry)
  expect(entries).toEqual([
    expect.objectContaining({
      app: 'sena',
      session: 'one',
      provider: 'ollama',
      outcome: 'complete',
      inputTokens: expect.any(Number),
      costUsd: 0,
    }),
  ])
  await sena.process.stop()
  await ollama.close()
  await home.remove()
})

import { type Message, textOf } from '@engawa/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFileStorage } from '../src/backends/file/open-file-storage.js'
import type { ChatStore } from '../src/chat-store.js'
import { all, userSays } from '../src/conformance/samples.js'
import { PowerLoss, SimulatedDisk, seeded } from './simulated-disk.js'

/** States of the disk to look at. `STORAGE_CRASH_STATES=100000` takes a few minutes. */
const states = Number(process.env.STORAGE_CRASH_STATES ?? 1_500)

const sessions = ['a', 'b']

/** Append until the power goes. @returns whether it did */
async function appendAll(store: ChatStore, groups: readonly (readonly string[])[], acknowledged: Set<string>) {
  for (const group of groups) {
    const results = await Promise.allSettled(
      group.map(async (text) => {
        const sessionId = sessions[text.length % sessions.length] ?? 'a'
        await store.messages.append({
          sessionId,
          messages: [userSays(text), userSays(`${text}!`)],
          idempotencyKey: text,
        })
        acknowledged.add(text)
      }),
    )
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      if (result.reason instanceof PowerLoss) return true
      throw result.reason
    }
  }
  return false
}

const messagesIn = async (store: ChatStore): Promise<Message[][]> =>
  Promise.all(sessions.map((sessionId) => all(store.messages.list({ sessionId, limit: 3 }))))

function expectSound(stored: readonly Message[][], acknowledged: ReadonlySet<string>): void {
  for (const messages of stored) {
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
    expect(messages.length % 2).toBe(0)
  }
  const texts = stored.flat().map(textOf)
  expect(new Set(texts).size).toBe(texts.length)
  expect([...acknowledged].filter((text) => !texts.includes(text) || !texts.includes(`${text}!`))).toEqual([])
}

describe('the file backend when the power goes', () => {
  it('keeps what was acknowledged, whole and in order, and a repeated append completes the rest once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.record({ steps: fc.integer({ min: 1, max: 40 }), power: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        async (seed, ends, groupSizes) => {
          const disk = new SimulatedDisk(seeded(seed))
          let number = 0
          const groups = groupSizes.map((size) =>
            Array.from({ length: size }, () => 'x'.repeat((number++ % 7) + 1) + number),
          )
          const acknowledged = new Set<string>()
          for (const { steps, power } of ends) {
            disk.stepsLeft = steps
            try {
              await appendAll(openFileStorage({ directory: '/store', disk }), groups, acknowledged)
            } catch (error) {
              if (!(error instanceof PowerLoss)) throw error
            }
            // Killed alone, a program leaves its unsynced writes to the next one, which may then lose the power.
            if (power) disk.crash()
            else disk.stepsLeft = Number.POSITIVE_INFINITY
            const found = openFileStorage({ directory: '/store', disk })
            expectSound(await messagesIn(found), acknowledged)
          }
          expect(await appendAll(openFileStorage({ directory: '/store', disk }), groups, acknowledged)).toBe(false)
          disk.crash()
          const store = openFileStorage({ directory: '/store', disk })
          const stored = await messagesIn(store)
          expectSound(stored, acknowledged)
          expect(stored.flat()).toHaveLength(number * 2)
        },
      ),
      { numRuns: states },
    )
  }, 600_000)
})

import { expect, it } from 'vitest'
import { openStorage } from '../src/index.js'
import { judge } from './judge-writers.js'
import { onEachSharedBackend } from './on-each-backend.js'
import { below, seeded } from './random.js'
import { startWriter, type Writer } from './writers.js'

/** Four writers are killed in each. `STORAGE_KILL_ROUNDS=250` makes a thousand kills. */
const rounds = Number(process.env.STORAGE_KILL_ROUNDS ?? 3)
/** A session is looked at, and left for a new one, after this many: reading all of it takes longer and longer. */
const roundsPerSession = 10

onEachSharedBackend((name, ground) => {
  it('kill -9 of writers in the middle of their work loses nothing that was acknowledged', async () => {
    const { place, program } = ground()
    const { options } = place
    const random = seeded(rounds)
    const figures = { kills: 0, acknowledged: 0, lost: 0, corrupt: 0, reads: 0 }
    let killed: Writer[] = []
    for (let round = 0; round < rounds; round++) {
      const sessionId = `s${Math.floor(round / roundsPerSession)}`
      const writers = ['a', 'b', 'c', 'd'].map((letter) => {
        const task = { store: options, sessionId, name: `${letter}${round}`, count: 1_000_000, padding: 300_000 }
        return { writer: startWriter(program, task), killAfter: 1 + below(random, 12), spin: below(random, 20_000) }
      })
      const reading = readWhile(Promise.all(writers.map(({ writer }) => writer.ended)))
      await Promise.all(
        writers.map(async ({ writer, killAfter, spin }) => {
          await writer.reached(killAfter)
          // A moment longer, so that the kill does not always meet the same place in the work.
          for (let left = spin; left > 0; left--) random()
          writer.process.kill('SIGKILL')
          expect(await writer.ended, writer.errors()).toBeNull()
          figures.kills += 1
        }),
      )
      figures.reads += await reading
      killed.push(...writers.map(({ writer }) => writer))
      if (round % roundsPerSession !== roundsPerSession - 1 && round !== rounds - 1) continue

      const { messages, acknowledged, lost, faults } = await judge(options, sessionId, killed)
      figures.acknowledged += acknowledged
      figures.lost += lost
      figures.corrupt += faults.length
      expect(faults).toEqual([])
      // Whoever comes next is not held up by the dead.
      const store = await openStorage(options)
      const next = {
        sessionId,
        messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'next' }] }],
      }
      expect((await store.messages.append(next)).messages[0]?.seq).toBe(messages.length + 1)
      await store.close()
      killed = []
    }
    console.log(`kill -9, ${name}:`, JSON.stringify(figures))
    expect(figures).toMatchObject({ kills: rounds * 4, lost: 0, corrupt: 0 })
    expect(figures.acknowledged).toBeGreaterThanOrEqual(rounds * 4)

    /** Read the session from another process's side as long as something goes on: it is whole at each moment. */
    async function readWhile(work: Promise<unknown>): Promise<number> {
      let isOver = false
      const over = work.finally(() => {
        isOver = true
      })
      const store = await openStorage(options)
      let reads = 0
      for (; !isOver; reads++) {
        const sessionId = (await store.sessions.list({ limit: 1 })).items[0]?.id ?? 's0'
        const page = await store.messages.list({ sessionId, order: 'desc', limit: 20 })
        const [newest] = page.items
        expect(page.items.map(({ seq }) => seq)).toEqual(page.items.map((_, index) => (newest?.seq ?? 0) - index))
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await over
      await store.close()
      return reads
    }
  }, 3_600_000)
})

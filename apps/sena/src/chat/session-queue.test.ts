import { expect, test } from 'vitest'
import { SessionQueue } from './session-queue.js'

/** Work that ends when the test says so. */
function held() {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  return { gate, release }
}

test('turns of one session follow each other, whatever happens to them', async () => {
  const queue = new SessionQueue()
  const first = held()
  const order: string[] = []
  const failed = queue.run('s', async () => {
    await first.gate
    order.push('first')
    throw new Error('broken')
  })
  const second = queue.run('s', async () => order.push('second'))
  const other = queue.run('other', async () => order.push('other'))

  await other
  expect(order).toEqual(['other'])
  first.release()
  await expect(failed).rejects.toThrow('broken')
  await second
  expect(order).toEqual(['other', 'first', 'second'])
})

test('refuses a flood in one session, and recovers when it has drained', async () => {
  const queue = new SessionQueue()
  const { gate, release } = held()
  const accepted = Array.from({ length: 9 }, () => queue.run('s', () => gate))
  await expect(queue.run('s', () => gate)).rejects.toMatchObject({ code: 'sena/busy' })
  await queue.run('other', async () => undefined)

  release()
  await Promise.all(accepted)
  await expect(queue.run('s', async () => 'fine')).resolves.toBe('fine')
})

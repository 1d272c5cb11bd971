import { expect, it } from 'vitest'
import { Canaries } from './canaries.js'
import { expectWholeTable } from './row.js'
import { zenTable } from './zen-table.js'

it('sees each of them, as it stands and encoded, and names its place', () => {
  const canaries = new Canaries()
  const text = canaries.text('prompt')
  const token = canaries.token('name')
  expect(canaries.arrivedIn(text).length).toBeGreaterThanOrEqual(10)
  for (const encoded of [
    `x${token}`,
    Buffer.from(`ab${token}`).toString('base64'),
    Buffer.from(token).toString('hex'),
  ]) {
    expect(canaries.arrivedIn(encoded)).toEqual(['name'])
  }
  expect(canaries.arrivedIn('nothing of it')).toEqual([])
})

it('a command without a row is told of', () => {
  const { chat: _left, ...others } = zenTable
  expect(() => expectWholeTable('zen', others)).toThrow('a row for every command')
  const [, ...rest] = zenTable.chat?.secret ?? []
  expect(() => expectWholeTable('zen', { ...zenTable, chat: { secret: rest, calls: () => [] } })).toThrow(
    'every input of every command',
  )
})

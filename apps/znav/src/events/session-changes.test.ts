import { expect, it } from 'vitest'
import { paneOf } from '../../test/state-conformance.js'
import { sessionChanges } from './session-changes.js'

const pane = (name: string, session: string, status: 'active' | 'stale' | 'missing') =>
  paneOf(name, { session, status })

it('tells of a session when its first pane is seen, and when it is gone', () => {
  const active = [pane('a', 'one', 'active'), pane('b', 'one', 'active')]
  expect(sessionChanges([], active)).toEqual({ started: ['one'], ended: [] })
  expect(sessionChanges(active, active)).toEqual({ started: [], ended: [] })
  const stale = [pane('a', 'one', 'stale'), pane('b', 'one', 'stale')]
  expect(sessionChanges(active, stale)).toEqual({ started: [], ended: ['one'] })
  expect(sessionChanges(stale, stale)).toEqual({ started: [], ended: [] })
  expect(sessionChanges(stale, active)).toEqual({ started: ['one'], ended: [] })
})

it('takes a session for alive while a pane of it was closed by hand, and nothing of one that its panes have left', () => {
  expect(sessionChanges([pane('a', 'one', 'active')], [pane('a', 'one', 'missing')])).toEqual({
    started: [],
    ended: [],
  })
  expect(sessionChanges([pane('a', 'one', 'active')], [pane('a', 'two', 'active')])).toEqual({
    started: ['two'],
    ended: [],
  })
})

it('knows nothing of panes outside Zellij', () => {
  expect(sessionChanges([], [pane('a', '-', 'active')])).toEqual({ started: [], ended: [] })
})

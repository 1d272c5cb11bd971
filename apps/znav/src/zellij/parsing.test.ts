import { describe, expect, it } from 'vitest'
import { parseLayout } from './dumped-layout.js'
import { parseSessions } from './list-sessions.js'
import { parsePanes, parseTabs } from './listed-panes.js'

describe('list-sessions', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  it.each([
    ['work [Created 9m 42s ago] ', { name: 'work', startedAt: now - 582_000, exited: false }],
    ['My work [Created 2days 3h 4s ago] (current)', { name: 'My work', startedAt: now - 183_604_000, exited: false }],
    ['a [b] [Created 1s ago] (EXITED - attach to resurrect)', { name: 'a [b]', startedAt: now - 1_000, exited: true }],
    ['bare', { name: 'bare', exited: false }],
  ])('%j', (line, expected) => {
    expect(parseSessions(`${line}\n`, now)).toEqual([expected])
  })

  it('may be empty', () => {
    expect(parseSessions('\n', now)).toEqual([])
  })
})

describe('list-panes', () => {
  it('gives terminals their place in their tab, and leaves out what is Zellij’s own', () => {
    const pane = (id: number, tab: number, more = {}) => ({
      id,
      title: `p${id}`,
      tab_id: tab,
      tab_name: `t${tab}`,
      ...more,
    })
    const json = JSON.stringify([
      pane(0, 0, { is_plugin: true }),
      pane(0, 0),
      pane(3, 1, { is_focused: true }),
      pane(1, 0),
    ])
    expect(parsePanes(json)).toEqual([
      { id: 'terminal_0', title: 'p0', tab: 't0', tabId: 0, position: 0, focused: false, exited: false },
      { id: 'terminal_3', title: 'p3', tab: 't1', tabId: 1, position: 0, focused: true, exited: false },
      { id: 'terminal_1', title: 'p1', tab: 't0', tabId: 0, position: 1, focused: false, exited: false },
    ])
  })

  it.each(['', 'There is no active session!', '{"panes":[]}', 'null'])('refuses %j', (answer) => {
    expect(() => parsePanes(answer)).toThrow(expect.objectContaining({ code: 'zellij/answer' }))
    expect(() => parseTabs(answer)).toThrow(expect.objectContaining({ code: 'zellij/answer' }))
  })
})

describe('dump-layout', () => {
  it('gives the panes that hold a terminal, floating ones too', () => {
    const layout = `layout {
      tab name="one" focus=true {
        pane size=1 { plugin location="zellij:tab-bar" }
        pane split_direction="vertical" {
          pane name="a"
          pane { pane name="b" focus=true; pane command="htop" name="c" { args "-d" "1"; }; }
        }
        floating_panes { pane name="d" { x 5; }; }
      }
      new_tab_template { pane name="not a pane" }
    }`
    const { tabs, panes } = parseLayout(layout)
    expect(tabs).toEqual([{ name: 'one', active: true }])
    expect(panes.map(({ title, position, focused }) => [title, position, focused])).toEqual([
      ['a', 0, false],
      ['b', 1, true],
      ['c', 2, false],
      ['d', 3, false],
    ])
  })

  it.each(['', 'There is no active session!', 'other { }'])('refuses %j', (answer) => {
    expect(() => parseLayout(answer)).toThrow(expect.objectContaining({ code: 'zellij/answer' }))
  })
})

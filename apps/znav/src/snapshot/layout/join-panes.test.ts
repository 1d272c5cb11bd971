import { describe, expect, it } from 'vitest'
import { readDump } from './dumped-session.js'
import { joinPanes } from './join-panes.js'
import type { ListedPane } from './listed-session.js'

const pane = (id: number, title: string, place: Partial<ListedPane>): ListedPane => ({
  ...{ id, title, tabId: 0, plugin: false, floating: false, suppressed: false, focused: false },
  ...{ x: 0, y: 0, columns: 100, rows: 50 },
  ...place,
})

/** Titles of the panes that a tab's leaves were found to be, in the dump's order. */
function titlesOf(kdl: string, listed: readonly ListedPane[]): readonly string[] | undefined {
  const [tab] = readDump(`layout { tab name="a" { ${kdl} }; }`).tabs
  const joined = tab && joinPanes(tab, listed)
  return joined && [...joined].map(([leaf, { title }]) => `${leaf.kind === 'pane' ? leaf.name : '?'}=${title}`).sort()
}

describe('panes of a dump and of a list', () => {
  it('are brought together where folded panes are listed at places where they no longer are', () => {
    const kdl = `pane name="top"; pane split_direction="vertical" {
      pane name="left"; pane stacked=true { pane name="folded"; pane name="open" expanded=true; }; }`
    const listed = [
      pane(0, 'top', { columns: 200, rows: 12 }),
      pane(1, 'left', { y: 12, rows: 38 }),
      pane(2, 'folded', { x: 100, y: 17, rows: 33, suppressed: true }),
      pane(3, 'open', { x: 100, y: 12, rows: 38 }),
    ]
    expect(titlesOf(kdl, listed)).toEqual(['folded=folded', 'left=left', 'open=open', 'top=top'])
  })

  it('go each to its own stack, where there are two', () => {
    const stack = (name: string) => `pane stacked=true { pane name="${name} 1" expanded=true; pane name="${name} 2"; }`
    const listed = [
      pane(0, 'b 2', { x: 96, columns: 104, suppressed: true }),
      pane(1, 'a 1', {}),
      pane(2, 'a 2', { columns: 90, suppressed: true }),
      pane(3, 'b 1', { x: 100 }),
    ]
    expect(titlesOf(`pane split_direction="vertical" { ${stack('a')}; ${stack('b')}; }`, listed)).toEqual([
      ...['a 1=a 1', 'a 2=a 2'],
      ...['b 1=b 1', 'b 2=b 2'],
    ])
  })

  it('are brought together where a floating pane was resized since it was opened', () => {
    const kdl = 'pane name="below"; floating_panes { pane name="above" { x 5; y 6; width 20; height 10; }; }'
    const above = pane(1, 'above', { floating: true, x: 5, y: 6, columns: 40, rows: 12 })
    expect(titlesOf(kdl, [pane(0, 'below', {}), above])).toEqual(['above=above', 'below=below'])
  })

  it('are not, where both do not tell of the same', () => {
    expect(titlesOf('pane name="a"; pane name="b"', [pane(0, 'a', {})])).toBeUndefined()
    expect(titlesOf('pane name="a"', [pane(0, 'a', {}), pane(1, 'b', { x: 100 })])).toBeUndefined()
  })
})

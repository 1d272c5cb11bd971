import { describe, expect, it } from 'vitest'
import { printKdl } from '../../zellij/kdl/print.js'
import { compareContents } from '../restore/compare.js'
import { readDump } from './dumped-session.js'
import { toContent } from './to-content.js'
import { toLayout } from './to-layout.js'

const dump = `layout {
    cwd "/home/work"
    tab name="api" focus=true hide_floating_panes=true {
        pane size=1 borderless=true {
            plugin location="zellij:tab-bar"
        }
        pane split_direction="vertical" {
            pane name="a \\"b\\"" cwd="src/$x" size="33%"
            pane command="env" size="66%" {
                args "vim" "it's"
                start_suspended true
            }
        }
        floating_panes {
            pane cwd="/etc" focus=true {
                height 10
                width 20
                x 3
                y 4
                pinned true
            }
        }
    }
    new_tab_template {
        pane
    }
}`

const contentOf = (kdl: string) => {
  const told = toContent('0.43.1', readDump(kdl), undefined)
  if (told === undefined) throw new Error('the dump tells of no session')
  return told.content
}

describe('a dumped layout', () => {
  it('is read with names, directories, commands, focus and places', () => {
    const content = contentOf(dump)
    expect(Object.values(content.panes)).toEqual([
      { name: 'a "b"', cwd: '/home/work/src/$x' },
      { cwd: '/home/work', command: "vim 'it'\\''s'" },
      { cwd: '/etc' },
    ])
    const [tab] = Object.values(content.tabs)
    expect(tab).toMatchObject({
      name: 'api',
      active: true,
      floatingHidden: true,
      floating: [{ x: 3, y: 4, pinned: true }],
    })
    expect(content.template).toBe('new_tab_template {\n    pane\n}\n')
  })

  it('is the same again when it is made a layout and read back', () => {
    const content = contentOf(dump)
    const layout = printKdl(toLayout(content, { runs: () => false })).replaceAll('$$', '$')
    expect(compareContents(content, contentOf(layout))).toEqual([])
  })

  it.each(['', 'There is no active session!', 'layout {', 'layout {\n}', dump.slice(0, 300)])(
    'is refused: %j',
    (broken) => {
      expect(() => readDump(broken)).toThrow(expect.objectContaining({ code: 'snapshot/broken-dump' }))
    },
  )
})

import { describe, expect, it } from 'vitest'
import { printKdl } from '../../zellij/kdl/print.js'
import type { SessionContent, TreeNode } from '../model.js'
import { toLayout } from './to-layout.js'

/** The layout of a session with one pane, as a store that others write to may hold it. */
function layoutOf({ template = '', tree = { pane: 'terminal_1' }, floating }: Stored): string {
  const content: SessionContent = {
    zellij: '0.45.0',
    template,
    tabs: {
      tab_0: {
        ...{ name: 'api', position: 0, tiled: [tree] },
        floating: floating === undefined ? [] : [{ plugin: floating, x: 1, y: 1, width: 9, height: 9 }],
      },
    },
    panes: { terminal_1: {} },
  }
  return printKdl(toLayout(content, { runs: () => false }))
}

interface Stored {
  readonly template?: string
  readonly tree?: TreeNode
  readonly floating?: string
}

describe('KDL out of a store', () => {
  it.each<[string, Stored]>([
    ['a tab in the template', { template: 'tab { pane command="touch" { args "/tmp/x"; }; }' }],
    ['keys in the template', { template: 'keybinds { normal { bind "a" { Run "touch"; }; }; }' }],
    ['no KDL in the template', { template: 'new_tab_template {' }],
    ['an option in place of a file', { template: 'new_tab_template { pane edit="+!touch x"; }' }],
    ['a command in place of a plugin', { tree: { plugin: 'command "touch"' } }],
    ['a command beside a plugin', { tree: { plugin: 'plugin location="zellij:tab-bar"; command "touch"' } }],
    ['a floating command', { floating: 'command "touch"' }],
    ['a plugin with all rights', { floating: 'plugin location="file:/x.wasm" _allow_exec_host_cmd=true' }],
  ])('is refused: %s', (_what, stored) => {
    expect(() => layoutOf(stored)).toThrow(expect.objectContaining({ code: 'snapshot/damaged' }))
  })

  it.each([
    'new_tab_template { pane command="htop" start_suspended=false { start_suspended false; }; }',
    'new_tab_template { pane { command "htop"; start_suspended false; }; }',
  ])('waits for Enter in a template: %s', (template) => {
    const layout = layoutOf({ template })
    expect(layout).toContain('htop')
    expect(layout.match(/start_suspended.*/g)).toEqual(['start_suspended true'])
  })

  it('is kept where it is what Zellij writes', () => {
    const template = 'swap_tiled_layout name="rows" {\n    tab max_panes=4 {\n        pane\n    }\n}\n'
    const layout = layoutOf({ template, tree: { plugin: 'plugin location="zellij:tab-bar"\n' } })
    expect(layout.replaceAll(/\n {4}/g, '\n')).toContain(template)
    expect(layout).toContain('plugin location="zellij:tab-bar"')
  })

  it('says nothing more where a list stands for a number', () => {
    const size = ['1 command="touch"'] as unknown as number
    expect(layoutOf({ tree: { pane: 'terminal_1', size } })).toContain('size="1 command=\\"touch\\""')
  })
})

import { describe, expect, it } from 'vitest'
import type { PaneContent, SessionContent } from '../model.js'
import { type Machine, planRestore } from './plan.js'

const machine: Machine = {
  home: '/home/me',
  zellij: '0.45.0',
  isFolder: (path) => path !== '/gone',
  hasProgram: (program) => program !== 'missing',
  gitPlace: () => ({ branch: 'main', worktree: '/repo' }),
}

const contentWith = (pane: PaneContent): SessionContent => ({
  zellij: '0.45.0',
  template: '',
  tabs: { tab_0: { name: 'api', position: 0, tiled: [{ pane: 'terminal_1' }], floating: [] } },
  panes: { terminal_1: pane },
})
const plan = (pane: PaneContent, allowed: readonly string[] = []) => planRestore(contentWith(pane), machine, allowed)

describe('planning a restore', () => {
  it.each<[string, PaneContent, string, RegExp]>([
    ['a folder that is gone', { cwd: '/gone' }, 'cwd_missing', /home\/me/],
    ['a program that is gone', { command: 'missing --now' }, 'command_unavailable', /not run/],
    ['a command without its secret', { command: 'login ‹secret›', redacted: true }, 'command_redacted', /complete it/],
    ['another branch', { cwd: '/repo', git: { branch: 'fix', worktree: '/repo' } }, 'branch_changed', /checked out/],
    ['variables', { env: { NODE_ENV: 'test' } }, 'env_not_restored', /environment/],
  ])('warns of %s, and says what is done instead', (_what, pane, issue, fallback) => {
    const { warnings, runs } = plan(pane, ['missing', 'login'])
    expect(warnings).toEqual([
      { pane: 'api/#1', issue, detail: expect.any(String), fallback: expect.stringMatching(fallback) },
    ])
    expect(runs.size).toBe(0)
  })

  it('opens what has lost its folder at home', () => {
    expect(plan({ cwd: '/gone' }).content.panes.terminal_1).toEqual({ cwd: '/home/me' })
  })

  it('says nothing where everything is as it was', () => {
    expect(plan({ cwd: '/repo', command: 'vim a', git: { branch: 'main', worktree: '/repo' } }).warnings).toEqual([])
  })

  it.each<[string, readonly string[], boolean]>([
    ['npm run dev', [], false],
    ['npm run dev', ['npm run dev'], true],
    ['npm run dev -- --port 1', ['npm run dev'], true],
    ['npm run development', ['npm run dev'], false],
    ['/usr/bin/htop', ['htop'], true],
    ['rm -rf /', ['htop', ''], false],
    ["'npm run dev'", ['npm run dev'], false],
  ])('%s with %j allowed: runs %s', (command, allowed, runs) => {
    expect(plan({ command }, allowed).runs.has('terminal_1')).toBe(runs)
  })
})

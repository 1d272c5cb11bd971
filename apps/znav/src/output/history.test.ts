import { describe, expect, it } from 'vitest'
import { entryOf, paneOf } from '../../test/state-conformance.js'
import { historyContext } from './history-context.js'
import { historyMarkdown } from './history-markdown.js'
import { historyText } from './history-text.js'
import { paneMarkdown, treeMarkdown } from './pane-markdown.js'
import { sessionTree } from './session-tree.js'

const now = Date.parse('2026-01-06T14:30:00.000Z')
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
const entries = [
  entryOf('backend', 'Fixed cache invalidation in token refresh', {
    type: 'milestone',
    timestamp: hoursAgo(2),
    artifacts: ['src/auth/tokens.py'],
  }),
  entryOf('backend', 'Debugging token refresh flow, isolated issue', { timestamp: hoursAgo(4) }),
  entryOf('backend', 'Integrated OAuth library, added login endpoint', { type: 'milestone', timestamp: hoursAgo(26) }),
]

describe('history', () => {
  it('reads as the design shows it', () => {
    const rule = '─'.repeat(35)
    expect(historyText('backend', entries, now)).toBe(
      `Intent History: backend\n${rule}\n` +
        '[milestone] 2 hours ago\n  Fixed cache invalidation in token refresh\n  Artifacts: src/auth/tokens.py\n\n' +
        '[checkpoint] 4 hours ago\n  Debugging token refresh flow, isolated issue\n\n' +
        `[milestone] yesterday\n  Integrated OAuth library, added login endpoint\n${rule}\n`,
    )
  })

  it('tells a prompt what was done, where it stands, and what is next', () => {
    expect(historyContext('backend', entries, now)).toBe(
      'Previous work on backend:\n' +
        '- Fixed cache invalidation in token refresh (2 hours ago)\n' +
        '- Debugging token refresh flow, isolated issue (4 hours ago)\n' +
        '- Integrated OAuth library, added login endpoint (yesterday)\n\n' +
        'Last milestone: "Fixed cache invalidation in token refresh"\n' +
        'Artifacts: src/auth/tokens.py\n\n' +
        'Suggested next step: Build on "Fixed cache invalidation in token refresh" with the next part of the work\n',
    )
  })

  it.each([
    [
      entryOf('b', 'Tried three parsers.', { type: 'exploration' }),
      /Decide what follows from "Tried three parsers", and/,
    ],
    [entryOf('b', 'Half done'), /Continue from "Half done"$/m],
    [
      entryOf('b', 'Half done', { goalDelta: 'two of five routes left' }),
      /Close what is left of the goal: two of five/,
    ],
  ])('suggests by the kind of the newest entry: %#', (entry, expected) => {
    expect(historyContext('b', [entry], now)).toMatch(expected)
  })

  it('is a document with a section for each day, safe from what is in it', () => {
    const odd = entryOf('b', '*not* [bold](x) <b>', { timestamp: hoursAgo(2), artifacts: ['a`b.md'] })
    expect(historyMarkdown('b', [odd, entryOf('b', 'older', { timestamp: hoursAgo(26) })])).toBe(
      '# Intent history: b\n\n## 2026-01-06\n\n' +
        '- **checkpoint** 12:30 UTC: \\*not\\* \\[bold\\](x) \\<b\\>\n  - `` a`b.md ``\n\n' +
        '## 2026-01-05\n\n- **checkpoint** 12:30 UTC: older\n',
    )
  })

  it('makes visible what a terminal would obey, and keeps each entry on its line', () => {
    const hostile = entryOf('b', 'a\u001b]0;owned\u0007\n[milestone] forged')
    for (const shown of [historyText('b', [hostile], now), historyContext('b', [hostile], now)]) {
      expect(shown).not.toMatch(/[\u001b\u0007]/)
      expect(shown).not.toMatch(/^\[milestone\] forged/m)
    }
  })

  it('of nothing says so', () => {
    expect(historyText('b', [], now)).toContain('No entries.')
    expect(historyContext('b', [], now)).toBe('No previous work on b is recorded.\n')
    expect(historyMarkdown('b', [])).toBe('# Intent history: b\n\nNo entries.\n')
  })
})

describe('panes as a document', () => {
  const panes = [
    paneOf('backend', { lastIntent: 'Fixed *it* | all', lastIntentAt: hoursAgo(2), meta: { 'ticket|id': '42' } }),
    paneOf('notes', { session: '-', tab: '-', lastIntent: 'Wrote\nthem down', lastIntentAt: hoursAgo(26) }),
  ]

  it('have a table for each session, safe from what is in it', () => {
    expect(treeMarkdown(sessionTree(panes))).toBe(
      '# Panes\n\n## Outside Zellij\n\n| tab | pane | status | last intent | when |\n| --- | --- | --- | --- | --- |\n' +
        '|  | `notes` |  | Wrote them down | 2026-01-05 12:30 UTC |\n\n' +
        '## work\n\n| tab | pane | status | last intent | when |\n| --- | --- | --- | --- | --- |\n' +
        '| api | `backend` | active | Fixed \\*it\\* \\| all | 2026-01-06 12:30 UTC |\n',
    )
    expect(treeMarkdown([])).toBe('# Panes\n\nNo panes yet.\n')
  })

  it('tell of one what is known', () => {
    const [pane = paneOf('none')] = panes
    expect(paneMarkdown({ pane, entries, artifacts: { 'a|b.ts': hoursAgo(2), 'c.ts': 'long ago' } })).toBe(
      '# Pane: backend\n\n- **Session:** work\n- **Tab:** api\n- **Status:** active\n- **Created:** 2026-03-01 12:00 UTC\n' +
        '- **Last intent:** Fixed \\*it\\* \\| all, 2026-01-06 12:30 UTC\n- **Entries:** 3\n- **ticket\\|id:** 42\n\n' +
        '## Artifacts\n\n- `a|b.ts`, 2026-01-06 12:30 UTC\n- `c.ts`, long ago\n',
    )
  })
})

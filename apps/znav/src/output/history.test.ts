import { describe, expect, it } from 'vitest'
import { entryOf } from '../../test/state-conformance.js'
import { historyContext } from './history-context.js'
import { historyMarkdown } from './history-markdown.js'
import { historyText } from './history-text.js'

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
        '- **checkpoint** 12:30: \\*not\\* \\[bold\\](x) \\<b\\>\n  - `` a`b.md ``\n\n' +
        '## 2026-01-05\n\n- **checkpoint** 12:30: older\n',
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

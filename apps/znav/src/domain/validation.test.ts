import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { artifactPaths } from './artifacts.js'
import { entryFromWire, entryToWire } from './entry-wire.js'
import { entrySources, entryTypes, type IntentEntry } from './intent.js'
import { metadata } from './metadata.js'
import { paneStatuses } from './pane.js'
import { paneName, tabName } from './pane-name.js'
import { paneFromFields, paneToFields } from './pane-wire.js'
import { sinceTime } from './since.js'
import { summaryText } from './summary.js'

const refuses = (code: string) => expect.objectContaining({ code, exitCode: 1, hint: expect.stringMatching(/./) })

describe('names', () => {
  it.each(['a', 'back-end_2', '_', 'B'.repeat(64)])('%j is one', (name) => {
    expect(paneName(name)).toBe(name)
  })

  it.each(['', ' ', 'a b', 'a/b', '../a', '-a', 'ü', 'a;b', '$(a)', 'a\n', '🏯', 'a:b'])('%j is none', (name) => {
    expect(() => paneName(name)).toThrow(refuses('pane/name-invalid'))
  })

  it.each(['api', 'no good name', 'Büro & Lager', 'a;b', '$(a)', '設計 #2', 'it\'s "odd"'])(
    '%j is one for a tab',
    (name) => {
      expect(tabName(name)).toBe(name)
    },
  )

  it.each(['', ' ', 'a  b', ' a', 'a ', '-a', 'a\n', 'a\tb', 'a\u001b[2J', 'a\u200bb', 'a\u202eb'])(
    '%j is none for a tab',
    (name) => {
      expect(() => tabName(name)).toThrow(refuses('tab/name-invalid'))
    },
  )

  it('are not commands, and not endless', () => {
    expect(() => tabName('a'.repeat(65))).toThrow(refuses('tab/name-too-long'))
    expect(() => paneName('log')).toThrow(refuses('pane/name-reserved'))
    expect(() => paneName('a'.repeat(65))).toThrow(refuses('pane/name-too-long'))
  })
})

describe('a summary', () => {
  it('is one line', () => {
    expect(summaryText('  Fixed\tthe \n\n bug ')).toBe('Fixed the bug')
  })

  it('has at most 500 characters, as people count them', () => {
    expect(summaryText('🏯'.repeat(500))).toHaveLength(1000)
    expect(() => summaryText('a'.repeat(501))).toThrow(refuses('summary/too-long'))
  })

  it.each([
    ['', 'summary/empty'],
    [' \n\t', 'summary/empty'],
    ['a\u0000b', 'summary/control-characters'],
    ['\u001b]0;title\u0007', 'summary/control-characters'],
    ['\u009b2J', 'summary/control-characters'],
  ])('%j is refused', (text, code) => {
    expect(() => summaryText(text)).toThrow(refuses(code))
  })

  it('is always well-formed Unicode', () => {
    expect(summaryText('a\ud800b')).toBe('a\ufffdb')
  })
})

describe('artifacts', () => {
  it('are normalised, each once, in the order given', () => {
    expect(artifactPaths(['./b.ts', 'a//c.ts', 'b.ts', 'ü x.md', '../up.ts'])).toEqual([
      'b.ts',
      'a/c.ts',
      'ü x.md',
      '../up.ts',
    ])
  })

  it.each([
    [[''], 'artifacts/empty'],
    [['a\nb'], 'artifacts/unprintable'],
    [['a'.repeat(1025)], 'artifacts/too-long'],
    [Array.from({ length: 101 }, (_, n) => `${n}`), 'artifacts/too-many'],
  ])('%# are refused', (paths, code) => {
    expect(() => artifactPaths(paths)).toThrow(refuses(code))
  })
})

describe('metadata', () => {
  it('splits at the first =', () => {
    expect(metadata(['ticket=42', 'url=a=b', 'empty='])).toEqual({ ticket: '42', url: 'a=b', empty: '' })
  })

  it.each(['novalue', '=x', 'a b=1', '__proto__=x', 'k=\u001b', `k=${'v'.repeat(1025)}`])('%j is refused', (pair) => {
    expect(() => metadata([pair])).toThrow(refuses('meta/invalid'))
  })
})

describe('since', () => {
  const now = new Date(2026, 2, 15, 14, 30).getTime()
  it.each([
    ['30m', now - 30 * 60_000],
    ['2h', now - 2 * 3_600_000],
    ['3d', now - 3 * 86_400_000],
    ['1w', now - 7 * 86_400_000],
    ['today', new Date(2026, 2, 15).getTime()],
    ['yesterday', new Date(2026, 2, 14).getTime()],
    ['2026-03-01', new Date(2026, 2, 1).getTime()],
    ['2026-03-01T10:00:00Z', Date.parse('2026-03-01T10:00:00Z')],
  ])('%s', (text, expected) => {
    expect(sinceTime(text, now)).toBe(expected)
  })

  it.each(['', 'soon', '2', 'h', '-2h', '2026-13-01', '2026-02-31T99:00', '1y'])('%j is no time', (text) => {
    expect(() => sinceTime(text, now)).toThrow(refuses('since/invalid'))
  })
})

describe('on the wire', () => {
  const text = fc.string({ unit: 'grapheme' })
  const timestamp = fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const entry: fc.Arbitrary<IntentEntry> = fc.record(
    {
      id: text,
      paneName: fc.constant('backend'),
      timestamp,
      summary: text,
      type: fc.constantFrom(...entryTypes),
      artifacts: fc.array(text),
      source: fc.constantFrom(...entrySources),
      commandsRun: fc.nat(),
      goalDelta: text,
    },
    { requiredKeys: ['id', 'paneName', 'timestamp', 'summary', 'type', 'artifacts', 'source'] },
  )

  it('an entry comes back as it was', () => {
    fc.assert(
      fc.property(entry, (one) => {
        expect(entryFromWire(JSON.stringify(entryToWire(one)), 'backend')).toEqual(one)
      }),
    )
  })

  it('an entry is understood or left out, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (written) => {
        const found = entryFromWire(written, 'backend')
        expect(found === undefined || typeof found.summary === 'string').toBe(true)
      }),
    )
  })

  it('a pane comes back as it was', () => {
    const some = fc.string({ minLength: 1 })
    const pane = fc.record(
      {
        name: fc.constant('backend'),
        session: some,
        tab: some,
        position: fc.nat(),
        status: fc.constantFrom(...paneStatuses),
        createdAt: timestamp,
        meta: fc.dictionary(fc.stringMatching(/^[a-z]+$/), text, { noNullPrototype: true }),
        lastIntent: some,
        lastIntentAt: timestamp,
        paneId: fc.stringMatching(/^(terminal|plugin)_\d{1,9}$/),
        seenAt: timestamp,
      },
      { requiredKeys: ['name', 'session', 'tab', 'position', 'status', 'createdAt', 'meta'] },
    )
    fc.assert(
      fc.property(pane, (one) => {
        expect(paneFromFields('backend', paneToFields(one))).toEqual(one)
      }),
    )
  })

  it('a pane of version 1 is filled up', () => {
    expect(paneFromFields('old', { session: 's', position: 'x', status: 'odd' })).toMatchObject({
      session: 's',
      tab: '-',
      position: 0,
      status: 'active',
      meta: {},
    })
    expect(paneFromFields('none', {})).toBeUndefined()
    for (const name of ['../../../etc/x', 'a/b', '', '.', 'a'.repeat(65), 'a\0b']) {
      expect(paneFromFields(name, { session: 's' })).toBeUndefined()
    }
    for (const id of ['terminal_1/../../x', '../x', 'terminal_', '7', 'terminal_1\n']) {
      expect(paneFromFields('old', { session: 's', pane_id: id })).not.toHaveProperty('paneId')
    }
    expect(paneFromFields('old', { pane_id: 'plugin_4' })).toMatchObject({ paneId: 'plugin_4' })
  })
})

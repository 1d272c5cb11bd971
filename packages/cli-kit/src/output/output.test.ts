import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory } from '../../test/run-in-process.js'
import { confirm } from './confirm.js'
import { displayWidth, truncate } from './display-width.js'
import { neutralise } from './neutralise.js'
import { progress } from './progress.js'
import { relativeTime } from './relative-time.js'
import { createStyle } from './style.js'
import { table } from './table.js'

describe('neutralise', () => {
  it.each([
    ['colours', '\u001b[31mred', '␛[31mred'],
    ['a window title', '\u001b]0;title\u0007', '␛]0;title␇'],
    ['the clipboard', '\u001b]52;c;aGk=\u001b\\', '␛]52;c;aGk=␛\\'],
    ['C1 controls', '\u009b31m', '<U+009B>31m'],
    ['an overwritten line', 'rm -rf x\rls', 'rm -rf x␍ls'],
    ['reversed text', 'a\u202eb', 'a<U+202E>b'],
  ])('shows %s', (_, text, shown) => {
    expect(neutralise(text)).toBe(shown)
  })

  it('leaves lines, tabs and every ordinary letter alone', () => {
    const text = 'a\tb\nc\r\nd ü 漢 🎉 e\u0301'
    expect(neutralise(text)).toBe(text)
  })

  it('lets no control character through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(neutralise(text)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/)
      }),
    )
  })
})

describe('relativeTime', () => {
  const now = Date.parse('2026-01-05T14:30:00Z')
  it.each([
    ['2026-01-05T14:29:50Z', 'just now'],
    ['2026-01-05T14:30:05Z', 'just now'],
    ['2026-01-05T14:29:00Z', '1 minute ago'],
    ['2026-01-05T13:35:00Z', '55 minutes ago'],
    ['2026-01-05T12:30:00Z', '2 hours ago'],
    ['2026-01-04T14:30:00Z', 'yesterday'],
    ['2026-01-02T14:30:00Z', '3 days ago'],
    ['2025-12-20T14:30:00Z', '2 weeks ago'],
    ['2025-11-05T14:30:00Z', '2 months ago'],
    ['2024-01-05T14:30:00Z', '2 years ago'],
    ['2026-01-05T16:30:00Z', 'in 2 hours'],
    ['2026-01-06T14:30:00Z', 'tomorrow'],
    ['nonsense', 'at an unknown time'],
  ])('%s is %s', (at, spoken) => {
    expect(relativeTime(at, now)).toBe(spoken)
  })
})

describe('table', () => {
  const terminal = (width: number) => ({ isTty: true, width })
  const columns = [
    { title: 'NAME', value: ({ name }: { name: string; count: number }) => name, shrink: true },
    { title: 'COUNT', value: ({ count }: { count: number }) => String(count), align: 'right' as const },
  ]

  it('aligns by what is seen, wide characters included', () => {
    const rows = [
      { name: '漢字', count: 5 },
      { name: 'plain\nlines', count: 1234567 },
    ]
    expect(table(rows, columns, terminal(80))).toBe('NAME           COUNT\n漢字               5\nplain lines  1234567')
  })

  it('never grows past the terminal while there is room to cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 })), fc.integer({ min: 20, max: 100 }), (names, width) => {
        const rows = names.map((name) => ({ name, count: 1 }))
        for (const line of table(rows, columns, terminal(width)).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('says so with an ellipsis where something was cut', () => {
    expect(table([{ name: 'x'.repeat(50), count: 1 }], columns, terminal(20)).split('\n')[1]).toBe(
      `${'x'.repeat(12)}…      1`,
    )
  })

  it('cuts nothing in a pipe, where there is no width', () => {
    const [, line] = table([{ name: 'x'.repeat(200), count: 1 }], columns, { isTty: false, width: 80 }).split('\n')
    expect(line).toBe(`${'x'.repeat(200)}      1`)
  })

  it('prints the titles alone for no rows', () => {
    expect(table([], columns, terminal(80))).toBe('NAME  COUNT')
  })
})

describe('width', () => {
  it('counts columns, not code units', () => {
    expect([
      displayWidth('e\u0301'),
      displayWidth('漢'),
      displayWidth('🎉'),
      displayWidth('\u001b[31mab\u001b[0m'),
    ]).toEqual([1, 2, 2, 2])
    expect(truncate('漢字漢字', 5)).toBe('漢字…')
    expect(truncate('ab', 0)).toBe('')
  })
})

describe('style', () => {
  it('adds nothing without colour', () => {
    expect(createStyle(false).red('x')).toBe('x')
    expect(createStyle(true).red('x')).toBe('\u001b[31mx\u001b[39m')
  })
})

describe('progress', () => {
  it('draws on a terminal and takes its line away', () => {
    const stderr = memory({ isTty: true, width: 20 })
    const line = progress({ stderr: stderr.terminal, verbosity: 'normal' }, 'reading')
    line.update('a text that is much too long for it')
    line.done('read 5 files')
    expect(stderr.text()).toMatch(/^\r\u001b\[K. reading\r\u001b\[K. a text that is m…\r\u001b\[Kread 5 files\n$/)
  })

  it.each([
    [{ isTty: false }, 'normal'],
    [{ isTty: true }, 'quiet'],
  ] as const)('is silent with %o, %s', (terminal, verbosity) => {
    const stderr = memory(terminal)
    const line = progress({ stderr: stderr.terminal, verbosity }, 'reading')
    line.done('done')
    expect(stderr.text()).toBe('')
  })
})

describe('confirm', () => {
  const question = { text: 'Delete it?', flag: '--yes' }
  const asking = (isTty: boolean, format: 'text' | 'json' = 'text') => ({
    stdin: { isTty, readText: async () => '' },
    stderr: memory({ isTty }).terminal,
    format,
    signal: new AbortController().signal,
  })
  const typed = (text: string) => {
    const input = new PassThrough()
    input.end(text)
    return input
  }

  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['n\n', false],
    ['\n', false],
    ['', false],
    ['yellow\n', false],
  ])('takes %j as %s', async (text, answer) => {
    expect(await confirm(asking(true), question, typed(text))).toBe(answer)
  })

  it('takes Enter as yes where that is the assumption', async () => {
    expect(await confirm(asking(true), { ...question, assume: 'yes' }, typed('\n'))).toBe(true)
  })

  it('names the flag where nobody can be asked', async () => {
    const refused = { code: 'usage/needs-confirmation', exitCode: 2, hint: 'Add --yes to say yes beforehand.' }
    await expect(confirm(asking(false), question)).rejects.toMatchObject(refused)
    await expect(confirm(asking(true, 'json'), question)).rejects.toMatchObject(refused)
  })

  it('ends when it is interrupted', async () => {
    const controller = new AbortController()
    const waiting = confirm({ ...asking(true), signal: controller.signal }, question, new PassThrough())
    await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })
})

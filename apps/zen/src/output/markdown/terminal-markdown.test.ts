import { describe, expect, it } from 'vitest'
import { terminalMarkdown } from './terminal-markdown.js'

const whole = (text: string, width = 80) => {
  const writer = terminalMarkdown(() => width)
  return writer.write(text) + writer.end()
}

/** Escapes as short words, to be read in a test. */
const names: Readonly<Record<string, string>> = {
  1: 'b',
  22: '/',
  3: 'i',
  23: '/',
  2: 'd',
  36: 'c',
  39: '/',
  4: 'u',
  24: '/',
  9: 's',
  29: '/',
}
const read = (text: string) => text.replace(/\u001b\[(\d+)m/g, (_, code: string) => `<${names[code] ?? code}>`)

describe('terminalMarkdown', () => {
  it.each([
    ['# A *title* with `code`', '<b>A <i>title</> with <c>code</></>'],
    ['so **bold**, *slanted*, ~~gone~~ and `a**b`', 'so <b>bold</>, <i>slanted</>, <s>gone</> and <c>a**b</>'],
    ['**bold with *both* inside**', '<b>bold with <i>both</> inside</>'],
    ['- one\n  * two\n1. three\n- [x] done', '<c>•</> one\n  <c>•</> two\n<c>1.</> three\n<c>•</> ☑ done'],
    ['> said\n> > deeper', '<d>│ </>said\n<d>│ </><d>│ </>deeper'],
    ['see [here](https://example.org/a)!', 'see <u>here</> <d>(https://example.org/a)</>!'],
    ['```ts\nconst **a** = 1 # no\n```\nafter', '<d>```ts</>\nconst **a** = 1 # no\n<d>```</>\nafter'],
    ['````\n```\n````', '<d>````</>\n```\n<d>````</>'],
    ['***', `<d>${'─'.repeat(60)}</>`],
    ['| a | n |\n|---|--:|\n| xy | 1 |\n\nafter', '<b>a</> <d> │ </><b>n</>\n<d>───┼──</>\nxy<d> │ </>1\n\nafter'],
  ])('shows %j', (markdown, shown) => {
    expect(read(whole(markdown)).replace(/ (?=<d> │)/g, ' ')).toBe(shown)
  })

  it.each([
    'snake_case_name and __init__.py in a path',
    '2 * 3 * 4 = 24 and f(*args, **kwargs)',
    'a lone ` backtick, a [ bracket, a ! and a ~ sign',
    '#hashtag and #1 and -5 and 1.5',
    '    indented',
    '[1] a footnote [^2]',
    '| no table',
    'an open **bold without its end',
    '',
    '\n\n',
  ])('leaves %j as it is', (text) => {
    expect(whole(text)).toBe(text.replace('__init__', text.includes('__init__') ? '\u001b[1minit\u001b[22m' : ''))
  })

  it('comes to the same whatever the pieces', () => {
    const text =
      '# Title\n\nSome **bold _and_ more** `x`, 2 * 3.\n\n1. one\n2. [two](http://a/b)\n\n| a | b |\n|:--|--:|\n| 縁 | `2` |\nend\n```sh\nls *.ts\n\n```\n> q\n---\n- [ ] t\\*\n**x**'
    const expected = whole(text)
    for (let size = 1; size < 9; size += 1) {
      const writer = terminalMarkdown(() => 80)
      let out = ''
      for (let at = 0; at < text.length; at += size) out += writer.write(text.slice(at, at + size))
      expect(out + writer.end()).toBe(expected)
    }
  })

  it('shows plain words as they come, and waits for no mark for ever', () => {
    const writer = terminalMarkdown(() => 80)
    expect(writer.write('Hel')).toBe('Hel')
    expect(writer.write('lo **wor')).toBe('lo ')
    expect(writer.write('ld** and')).toBe('\u001b[1mworld\u001b[22m and')
    expect(writer.write(` **${'x'.repeat(300)}`)).toContain('**xxx')
  })

  it('leaves a table that is too wide as it came', () => {
    const table = `| a | b |\n|---|---|\n| ${'x'.repeat(50)} | y |`
    expect(whole(table, 40)).toBe(table)
  })
})

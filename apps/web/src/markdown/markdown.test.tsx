import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from './markdown.js'

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />)

describe('Markdown', () => {
  it('renders what models write', () => {
    const rendered = html(
      '# T\n\nSome **bold** and `code` &amp; more\n\n1. one\n2. two\n   - [x] deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\nconst a = 1 < 2\n```\n\n> said',
    )
    for (const part of [
      '<h3>T</h3>',
      '<strong>bold</strong>',
      '<code>code</code> &amp; more',
      '<ol start="1">',
      '<td>2</td>',
      'const a = 1 &lt; 2',
      '<blockquote>',
      'type="checkbox"',
    ]) {
      expect(rendered).toContain(part)
    }
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'text <b onclick="x()">bold</b> text',
    '![pixel](https://example.org/track.png)',
    '<iframe src="https://example.org"></iframe>',
    '<style>body { display: none }</style>',
    '<svg onload=alert(1)>',
  ])('makes no element of %s', (text) => {
    expect(html(text)).not.toMatch(/<(script|img|b|iframe|style|svg|object|link|form)[\s>]/i)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.org',
    'vbscript:x',
    'java\tscript:x',
  ])('does not link to %s', (href) => {
    expect(html(`[go](<${href}>)`)).not.toContain('href')
  })

  it('opens links elsewhere, without a referrer', () => {
    expect(html('[go](https://example.org/a)')).toContain(
      'href="https://example.org/a" target="_blank" rel="noopener noreferrer"',
    )
  })

  it('never throws and never makes a foreign element, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '[',
            '](',
            ')',
            '`',
            '```',
            '*',
            '_',
            '|',
            '\n',
            '- ',
            '1. ',
            '&#x',
            ';',
            '!',
            'a',
            '\\',
            '~~',
            '#',
            '  ',
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          const tags = [...html(parts.join('')).matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag)
          const ours =
            'div p span a strong em del code pre figure figcaption button blockquote hr br ul ol li table thead tbody tr th td section input h3 h4 h5 h6'.split(
              ' ',
            )
          expect(tags.filter((tag) => !ours.includes(tag ?? ''))).toEqual([])
        },
      ),
    )
  })
})

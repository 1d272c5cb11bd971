import { describe, expect, it } from 'vitest'
import { htmlText, isHtml } from './html-text.js'

describe('htmlText', () => {
  it('keeps the words of a page, their order and their kind', () => {
    const page = `<!doctype html><html><head><title>Notes &amp; more</title><style>p { color: red }</style></head>
      <body><nav>Home</nav><h1>The <em>engawa</em></h1><p>A  veranda,<br>see <a href="https://example.org/a">this</a>.</p>
      <ul><li>one</li><li>two &#8212; &#x4e09;</li></ul><!-- not this -->
      <pre>a &lt; b
  c</pre><table><tr><th>n</th><td>1</td></tr></table><script>if (a < b) alert("<p>no</p>")</script></body></html>`
    expect(htmlText(page)).toBe(
      '# Notes & more\n\n# The engawa\n\nA veranda,\nsee this (https://example.org/a).\n\n- one\n- two — 三\n\na < b\n  c\n\n| n | 1\n',
    )
  })

  it.each([
    '<script>'.repeat(50_000),
    '<!--'.repeat(50_000),
    '<p'.repeat(50_000),
    '<a href='.repeat(50_000),
    '&#'.repeat(50_000),
  ])('comes to an end with a page that does not: %#', (page) => {
    expect(typeof htmlText(page)).toBe('string')
  })

  it('is told from other text', () => {
    expect(isHtml('\n<!-- made by hand -->\n<!DOCTYPE html>')).toBe(true)
    expect(isHtml('# Notes about <html>')).toBe(false)
    expect(isHtml('<?xml version="1.0"?><feed/>')).toBe(false)
  })
})

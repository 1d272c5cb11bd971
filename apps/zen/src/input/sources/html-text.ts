/** Whether a page is HTML, by how it begins. */
export const isHtml = (text: string): boolean =>
  /^\ufeff?\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(text.slice(0, 4_000))

/** Elements whose content is not for readers. */
const unread = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'head', 'nav', 'footer'])
const lines = /^(?:br|dd|dt|li|tr)$/
const cells = /^(?:td|th)$/
const blocks =
  /^(?:address|article|aside|blockquote|div|dl|figcaption|figure|form|h[1-6]|header|hr|main|ol|p|pre|section|table|ul)$/

/**
 * The words of a page: headings as in markdown, items with a dash, preformatted text as it stands, the address of a link
 * behind its words. In one pass, whatever the page: each search begins where the last one ended.
 */
export function htmlText(html: string): string {
  const lower = html.toLowerCase()
  const words = new Words()
  const title = /<title[^>]{0,200}>([^<]{0,500})<\/title>/i.exec(html.slice(0, 100_000))?.[1]
  if (title !== undefined) words.add(`# ${decoded(title).trim()}\n\n`)
  let link: string | undefined
  let isPreformatted = false
  let from = 0
  while (from < html.length) {
    const open = html.indexOf('<', from)
    const text = decoded(html.slice(from, open === -1 ? html.length : open))
    if (isPreformatted) words.add(text)
    else words.flow(text)
    if (open === -1) break
    if (html.startsWith('<!--', open)) {
      from = behind(html, '-->', open)
      continue
    }
    from = behind(html, '>', open)
    const [, slash = '', name = '', rest = ''] = /^<(\/?)([a-z][a-z0-9-]*)([\s\S]*)/i.exec(html.slice(open, from)) ?? []
    const tag = name.toLowerCase()
    const opens = slash === ''
    if (opens && unread.has(tag)) from = behind(html, '>', behind(lower, `</${tag}`, from))
    if (tag === 'pre') isPreformatted = opens
    if (tag === 'a') {
      if (!opens && link !== undefined) words.add(` (${decoded(link)})`)
      link = opens ? /\shref\s*=\s*["']?(https?:[^"'\s>]{1,2000})/i.exec(rest)?.[1] : undefined
    }
    if (lines.test(tag)) words.add(opens ? `\n${tag === 'li' ? '- ' : ''}` : '')
    else if (blocks.test(tag)) words.add(`\n\n${opens && tag.startsWith('h') ? headingMark(tag) : ''}`)
    else if (cells.test(tag) && opens) words.flow(' | ')
  }
  return words.text()
}

/** Text that is put together; never looked at as a whole before its end. */
class Words {
  readonly #parts: string[] = []
  #last = '\n'

  add(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.#last = text.slice(-1)
  }

  /** Text as a page flows: spaces and line ends alike are one space, and none at the start of a line. */
  flow(text: string): void {
    const flat = text.replace(/\s+/g, ' ')
    this.add(flat.startsWith(' ') && /\s/.test(this.#last) ? flat.slice(1) : flat)
  }

  text(): string {
    const lines = this.#parts.join('').split('\n')
    const trimmed = lines.map((line) => line.trimEnd())
    return `${trimmed
      .filter((line, at) => line !== '' || trimmed[at - 1] !== '')
      .join('\n')
      .trim()}\n`
  }
}

/** The place behind the next of these; the end without one. */
function behind(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? text.length : at + what.length
}

/** Only of a heading: `hr` and `header` begin with the same letter. */
const headingMark = (tag: string): string => (/^h\d$/.test(tag) ? `${'#'.repeat(Number(tag.charAt(1)))} ` : '')

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  copy: '©',
  laquo: '«',
  raquo: '»',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

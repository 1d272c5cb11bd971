import { NextPlace } from '../next-place.js'
import type { ValueStyle } from './values.js'

/** A value that a text gives to a name. */
export interface Assignment {
  /** Where the value begins and ends, without its quotes. */
  readonly start: number
  readonly end: number
  readonly style: ValueStyle
}

/** Where the line of a name ends, and whether its value may stand on the next one. */
export interface Line {
  readonly end: number
  readonly joinsNext: boolean
  readonly stops: Stops
}

/** Where bare values of one text end. */
export interface Stops {
  /** At a space, a quote or the like. */
  readonly bare: NextPlace
  /** At what parts values in an expression, an address, a list. */
  readonly parted: NextPlace
}

export function stopsOf(text: string): Stops {
  return { bare: new NextPlace(text, ' \t\r\n"\'`<>|'), parted: new NextPlace(text, '&;,)]}\\') }
}

const wrapper = /(?:[bfru]{1,2}|@|\{ {0,4}\\?["']value\\?["'] {0,4}: {0,4}|(?:new )?[A-Za-z_][\w.:]{0,40}\()(?=["'`])/y
const annotation = /[&*A-Za-z_][\w.<>[\]| ]{0,40}(?= {0,4}=[^=>])/y
const equalsSign = / {0,4}= {0,4}/y
const operator =
  /[ \t]{0,32}(?:\|\|(?!=)|\?\?(?!=)|or(?= )|:{1,3}=|=>|->|\|\|=|\?\?=|\?=|\+=|[=!]={1,2}|=|::?)[ \t]{0,32}/y
const attribute = /[ \t]{1,8}(?:value|content)[ \t]{0,4}=[ \t]{0,4}/y
/** `name: DB_PASSWORD`, then `value: x`, on the next line or after a comma. */
const besides = /["']?[ \t\r]{0,8}(?:,[ \t\r]{0,8}\n?|\n)[ \t+>-]{0,40}["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}/iy
/** Terraform's `variable "token" {`, with its default below. */
const variableDefault = /"[ \t]{0,4}\{[ \t\r]{0,8}\n[ \t+>-]{0,40}default[ \t]{0,4}=[ \t]{0,4}/y
/** Go's `var token string = "x"`. */
const typed = /[ \t]{1,4}(?:string|String|&str|\[\]byte|char)\b[ \t*[\]]{0,4}=[ \t]{0,4}/y
/** `password = <<EOT`, with the value on the line below. */
const heredoc = /<<[-~]?["']?\w{1,20}["']?[ \t\r]{0,8}\n[ \t+>-]{0,40}/y
const nextLine = /[ \t]{0,8}[\\|>]?-?[ \t\r]{0,8}\n[ \t+>-]{0,40}/y

/** Reads the value that follows a name, on its line or the next one. `nameEnd` is where the name ends. */
export function readAssignment(text: string, nameStart: number, nameEnd: number, line: Line): Assignment | undefined {
  const lineEnd = line.end
  let at = nameEnd
  const keyQuote = quoteAt(text, at)
  at += keyQuote.length
  if (text[at] === ']' || text[at] === ')') at++
  if (text[at] === '?' || (text[at] === '!' && text[at + 1] === ':')) at++
  const separated = at
  const sign = match(operator, text, at)
  if (sign !== '') {
    at += sign.length
    return readValue(text, at, line, sign.trim(), nameStart)
  }
  const type = match(typed, text, at)
  if (type !== '') return readQuoted(text, at + type.length, lineEnd)
  const block = line.joinsNext ? match(variableDefault, text, nameEnd) : ''
  if (block !== '') return readQuoted(text, nameEnd + block.length, endOfLine(text, nameEnd + block.length))
  const pair = match(besides, text, nameEnd)
  if (pair !== '' && (line.joinsNext || !pair.includes('\n'))) {
    const below = { end: endOfLine(text, nameEnd + pair.length), joinsNext: false, stops: line.stops }
    return readValue(text, nameEnd + pair.length, below, ':', nameEnd + pair.length)
  }
  // `define('DB_PASSWORD', 'x')`, `set("token", "x")`
  if (keyQuote !== '' && text[separated] === ',' && text[nameStart - keyQuote.length - 1] === '(') {
    return quotedAfter(text, separated + 1, lineEnd)
  }
  // `<password>x</password>`
  if (keyQuote === '' && text[at] === '>' && /[<:]/.test(text.charAt(nameStart - 1)))
    return element(text, at + 1, lineEnd)
  // `<add key="password" value="x"/>`
  const value = keyQuote === '' ? '' : match(attribute, text, at)
  if (value !== '') return quotedAfter(text, at + value.length, lineEnd)
  return undefined
}

function readValue(text: string, from: number, line: Line, sign: string, nameStart: number): Assignment | undefined {
  let at = from
  let end = line.end
  const document = line.joinsNext ? match(heredoc, text, at) : ''
  if (document !== '')
    return { start: at + document.length, end: endOfLine(text, at + document.length), style: 'quoted' }
  const wrapped = line.joinsNext ? match(nextLine, text, at) : ''
  if (wrapped !== '') {
    at += wrapped.length
    end = endOfLine(text, at)
  } else if (sign === ':') {
    // `password: str = "x"`
    const type = match(annotation, text, at)
    const equals = type === '' ? '' : match(equalsSign, text, at + type.length)
    if (equals !== '') at += type.length + equals.length
  }
  const wrap = match(wrapper, text, at)
  const quoted = readQuoted(text, at + wrap.length, end)
  if (quoted !== undefined) return wrap.endsWith('(') ? { ...quoted, style: 'code' } : quoted
  // A comparison with a bare value compares names.
  if (
    sign === '==' ||
    sign === '===' ||
    sign.startsWith('!') ||
    sign === '->' ||
    sign === '=>' ||
    sign === '||' ||
    sign === '??' ||
    sign === 'or'
  )
    return undefined
  const bare = readBare(text, at, { end, sign, nameStart, onNextLine: wrapped !== '', stops: line.stops })
  // A bare word on the next line is mostly the code that follows a colon.
  return wrapped !== '' && !/\d/.test(text.slice(bare.start, bare.end)) ? undefined : bare
}

/** So much of a bare value is judged; one that turns out to be a secret is taken to its end. */
export const longestBare = 256

interface BareContext {
  /** End of the value's line. */
  readonly end: number
  readonly sign: string
  readonly nameStart: number
  readonly onNextLine: boolean
  readonly stops: Stops
}

/** A bare value ends at a space or at what closes an expression. */
function readBare(text: string, at: number, context: BareContext): Assignment {
  const { end: lineEnd, sign, nameStart, onNextLine, stops } = context
  const end = stops.bare.from(at, Math.min(lineEnd, at + longestBare))
  const rest = text.slice(end, Math.min(lineEnd, end + 64)).trim()
  const alone = rest === '' || rest.startsWith('#') || rest.startsWith('//')
  // "user: me / pass: x1!" as people write it down.
  if (
    alone &&
    sign === ':' &&
    text[at - 1] === ' ' &&
    / [/|,;] ?$/.test(text.slice(Math.max(0, nameStart - 4), nameStart))
  ) {
    return { start: at, end, style: 'note' }
  }
  const tight = sign === '=' && text[at - 1] === '='
  const startsLine = /(?:^|\n)[ \t+>-]{0,40}(?:export |set |env |declare -x |ENV |ARG |- )?$/.test(
    text.slice(Math.max(0, nameStart - 64), nameStart),
  )
  if (tight && startsLine && alone) {
    // An argument on a line of its own ends in a comma.
    return { start: at, end: /[,;]/.test(text.charAt(end - 1)) ? end - 1 : end, style: 'setting' }
  }
  // `a=1&password=x&b=2`, `Pwd=x;Database=y`
  const stop = stops.parted.from(at, end)
  if (tight) return { start: at, end: stop, style: /["'`(]/.test(text[end] ?? '') ? 'code' : 'setting' }
  const whole = stop === end || !/[,;)\]}{(\\]$/.test(text.slice(at, end))
  if (alone && whole && (startsLine || onNextLine)) return { start: at, end, style: 'setting' }
  return { start: at, end: stop, style: 'code' }
}

function quotedAfter(text: string, from: number, lineEnd: number): Assignment | undefined {
  let at = from
  while (at < lineEnd && (text[at] === ' ' || text[at] === '\t')) at++
  return readQuoted(text, at, lineEnd)
}

function element(text: string, at: number, lineEnd: number): Assignment | undefined {
  const close = text.indexOf('<', at)
  return close === -1 || close > lineEnd ? undefined : { start: at, end: close, style: 'quoted' }
}

/** Further than this no closing quote is looked for. */
const longestQuoted = 4096

/** From a quote to its like, past escaped ones; to the end of the line when it is cut off. */
export function readQuoted(text: string, at: number, endOfLine: number): Assignment | undefined {
  const quote = quoteAt(text, at)
  if (quote === '') return undefined
  if (quote.length === 1 && text[at + 1] === quote && text[at + 2] === quote)
    return readTripleQuoted(text, at, endOfLine)
  const start = at + quote.length
  const lineEnd = Math.min(endOfLine, start + longestQuoted)
  const mark = quote.at(-1) ?? ''
  let end = start
  while (end < lineEnd) {
    if (text[end] === '\\' && quote.length === 1) end += 2
    else if (text[end] === mark && text.startsWith(quote, end - quote.length + 1)) break
    else end++
  }
  end = Math.min(end, lineEnd)
  // Too long for a quoted value, yet without a break: taken as far as it goes.
  if (end === start + longestQuoted) while (end < endOfLine && !/[\s"'`]/.test(text.charAt(end))) end++
  if (quote.length > 1 && text[end] === mark) end -= quote.length - 1
  return { start, end: Math.max(start, end), style: 'quoted' }
}

/** From three quotes to the next three, or to the end of the line: what is below is no password. */
function readTripleQuoted(text: string, at: number, lineEnd: number): Assignment {
  const start = at + 3
  const limit = Math.min(lineEnd, start + longestQuoted)
  const close = text.slice(start, limit).indexOf(text.slice(at, start))
  return { start, end: close === -1 ? Math.max(start, limit) : start + close, style: 'quoted' }
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed === -1 ? text.length : feed
}

/** A quote, together with the backslashes that escape it in JSON or a shell. */
export function quoteAt(text: string, at: number): string {
  let end = at
  while (text[end] === '\\' && end - at < 7) end++
  return '"\'`'.includes(text[end] ?? ' ') ? text.slice(at, end + 1) : ''
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

import {
  type Assignment,
  type Line,
  longestBare,
  readAssignment,
  readQuoted,
  type Stops,
  stopsOf,
} from '../context/assignment.js'
import { kindOfName, type NameKind } from '../context/names.js'
import { isRandom } from '../context/randomness.js'
import { mayHoldCredential, services } from '../context/services.js'
import { isSecretValue } from '../context/values.js'
import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'

/** Parts of names that call for a look at what is assigned to them. */
const triggers = [
  'pass',
  'pwd',
  '_pw',
  '-pw',
  'psw',
  'secret',
  'token',
  'key',
  'cred',
  'auth',
  'contrase',
  'salt',
  'signature',
  'jwt',
  'bearer',
  'seed',
  'mnemonic',
  'recovery',
  'sig=',
  'session',
  'sid=',
]

export const assignmentRules = { password: 'password', secret: 'assigned-secret', key: 'assigned-key' } as const

/** Registers values that are told by the name they are given: in code, settings, data, flags, headers, prose. */
export function registerAssignments(index: KeywordIndex<KeywordHandler>): void {
  const readings = new WeakMap<Scan, Reading>()
  const readingOf = (scan: Scan): Reading => {
    const reading = readings.get(scan) ?? { scan, stops: stopsOf(scan.text), kinds: new Map() }
    readings.set(scan, reading)
    return reading
  }
  for (const trigger of triggers) index.add(trigger, (scan, start) => atName(readingOf(scan), start))
  for (const service of services) index.add(service, (scan, start) => atService(readingOf(scan), start))
}

/** What is known of a text from the names that were read before. */
interface Reading {
  readonly scan: Scan
  readonly stops: Stops
  /** What names say: most names of a text come again and again. */
  readonly kinds: Map<string, NameKind | undefined>
}

function atName(reading: Reading, start: number): void {
  const { scan, stops } = reading
  const name = nameAround(scan, start)
  if (name === undefined || scan.isTaken('name', name.start)) return
  scan.take('name', name.end)
  const text = scan.text.slice(name.start, name.end)
  const kind = recalledKind(reading.kinds, text)
  if (kind === undefined) return
  const value = valueGivenTo(scan, name, kind, stops)
  if (value === undefined || scan.isTaken(assignmentRules[kind], value.start)) return
  const literal = scan.text.slice(value.start, value.end)
  if (!isSecretValue(literal, kind, value.style, text)) return
  const scheme = /^(?:Bearer|Basic|Token|ApiKey) +(?=\S)/i.exec(literal)?.[0].length ?? 0
  scan.report(
    assignmentRules[kind],
    value.start + scheme,
    wholeEnd(scan, value, stops),
    ranks.context,
    scan.joinedStart(name.start),
  )
}

const mostKinds = 1000

function recalledKind(kinds: Map<string, NameKind | undefined>, name: string): NameKind | undefined {
  const recalled = kinds.get(name)
  if (recalled !== undefined || kinds.has(name)) return recalled
  const kind = kindOfName(name)
  if (kinds.size < mostKinds) kinds.set(name, kind)
  return kind
}

function atService({ scan, stops }: Reading, start: number): void {
  const name = nameAround(scan, start)
  if (name === undefined || scan.isTaken('service', name.start)) return
  scan.take('service', name.end)
  if (!mayHoldCredential(scan.text.slice(name.start, name.end))) return
  const value = readAssignment(scan.text, name.start, name.end, lineAround(scan, start, stops))
  if (value === undefined || value.style === 'code') return
  const literal = scan.text.slice(value.start, value.end)
  if (literal.length < 20 || !isRandom(literal) || !/^[A-Za-z0-9_+/=.-]+$/.test(literal)) return
  if (!isSecretValue(literal, 'key', value.style, '')) return
  scan.report('service-credential', value.start, wholeEnd(scan, value, stops), ranks.context, name.start)
}

/** The line of a name, and whether the line below may be looked at for its value. */
function lineAround(scan: Scan, at: number, stops: Stops): Line {
  return { end: scan.lineEnd(at), joinsNext: scan.joinsNext(at), stops }
}

/** Where a value ends that was judged by its beginning alone. */
function wholeEnd({ text }: Scan, { start, end, style }: Assignment, { bare }: Stops): number {
  return style === 'quoted' || end - start < longestBare ? end : bare.from(end, text.length)
}

interface Span {
  readonly start: number
  readonly end: number
}

const longestName = 80

/** The whole name that a trigger stands in. */
function nameAround(scan: Scan, at: number): Span | undefined {
  const { text } = scan
  let start = at
  let end = at
  while (start > 0 && at - start < longestName && isNameCode(text.charCodeAt(start - 1))) start--
  while (end < text.length && end - at < longestName && isNameCode(text.charCodeAt(end))) end++
  if (end - start >= longestName * 2) return undefined
  // The n of `\n` before a name in an escaped text.
  if (text[start - 1] === '\\' && /[nrt]/.test(text.charAt(start))) start++
  // `Secret access key: …`: words of one name, apart.
  if (text.charCodeAt(start - 1) !== 32) return { start, end }
  const before = /(?:^|[^A-Za-z0-9])((?:api|access|secret|private|auth|client|account|pass)[ _-])$/i.exec(
    text.slice(Math.max(0, start - 10), start),
  )
  if (before?.[1] !== undefined && /^(?:key|token|secret|phrase|access)/i.test(text.slice(start, end)))
    start -= before[1].length
  return { start, end }
}

/** Letters, digits, `_`, `-`, `.`, `$`. */
function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 36
  )
}

function valueGivenTo(scan: Scan, name: Span, kind: NameKind, stops: Stops): Assignment | undefined {
  const { text } = scan
  const lineEnd = scan.lineEnd(name.start)
  return (
    readAssignment(text, name.start, name.end, lineAround(scan, name.start, stops)) ??
    readArgument(text, name, lineEnd) ??
    readCall(text, name, kind, lineEnd) ??
    readDeclared(text, name, lineEnd) ??
    (kind === 'password' ? readSpoken(scan, name, lineEnd) : readTold(text, name.end, lineEnd))
  )
}

/** `--password x` */
function readArgument(text: string, { start, end }: Span, lineEnd: number): Assignment | undefined {
  if (text[start] !== '-') return undefined
  const from = skipBlanks(text, end, lineEnd)
  if (from === end) return undefined
  const quoted = readQuoted(text, from, lineEnd)
  if (quoted !== undefined) return quoted
  const stop = endOfWord(text, from, lineEnd)
  return text[from] === '-' ? undefined : { start: from, end: stop, style: 'argument' }
}

const declaration =
  /(?:^|[\s;&|(])(?:ENV|ARG|setx|set|set -[a-z]{1,3}|(?:config|env|secret|secrets|variable|variables)(?: (?:set|add|put|create))?(?: --?[a-z]{1,10}){0,2})[ \t]{1,4}["']?$/

/** A command that sets a variable: `setx TOKEN x`, `set -gx TOKEN x`, `git config acme.token x`, `npm config set k x`. */
function readDeclared(text: string, { start, end }: Span, lineEnd: number): Assignment | undefined {
  const from = skipBlanks(text, end, lineEnd)
  if (
    from === end ||
    text[from] === '-' ||
    !/[\s"']/.test(text.charAt(start - 1)) ||
    !declaration.test(text.slice(Math.max(0, start - 48), start))
  )
    return undefined
  return readQuoted(text, from, lineEnd) ?? { start: from, end: endOfWord(text, from, lineEnd), style: 'argument' }
}

const spoken = /[ \t]{1,8}(?:is|was)(?: now)?:?[ \t]{1,8}/y

/** netrc's `login u password p`, SQL's `PASSWORD 'x'`, Docker's `ENV PASSWORD x`, a person's "the password is x1!". */
function readSpoken(scan: Scan, { start, end }: Span, lineEnd: number): Assignment | undefined {
  const { text } = scan
  const from = skipBlanks(text, end, lineEnd)
  if (from === end) return undefined
  const line = text.slice(Math.max(0, start - 40), start)
  const word = endOfWord(text, from, lineEnd)
  const alone =
    text
      .slice(readQuoted(text, from, lineEnd)?.end ?? word, Math.min(lineEnd, word + 40))
      .replace(/^["']/, '')
      .trim() === ''
  if (alone && /(?:^|\n)[ \t+-]{0,20}(?:(?:ENV|ARG|set|setx) )?$/.test(line) && isTelling(text, from, word, lineEnd)) {
    return readQuoted(text, from, lineEnd) ?? { start: from, end: word, style: 'argument' }
  }
  if (text[from] === "'" && /^password$/i.test(text.slice(start, end))) return readQuoted(text, from, lineEnd)
  if (/^passw(?:or)?d$/.test(text.slice(start, end)) && followsLogin(scan, start)) {
    return { start: from, end: endOfWord(text, from, lineEnd), style: 'setting' }
  }
  return readTold(text, end, lineEnd)
}

/** `setPassword("x")` */
function readCall(text: string, { start, end }: Span, kind: NameKind, lineEnd: number): Assignment | undefined {
  if (text[end] !== '(' || kind === 'key') return undefined
  const quoted = readQuoted(text, end + 1, lineEnd)
  if (quoted === undefined || kind !== 'password')
    return quoted === undefined ? undefined : { ...quoted, style: 'code' }
  return /^(?:.*\.)?(?:set|with|use)/i.test(text.slice(start, end)) ? quoted : undefined
}

/** A person's "the password is x1!". */
function readTold(text: string, end: number, lineEnd: number): Assignment | undefined {
  spoken.lastIndex = end
  const verb = spoken.exec(text)?.[0].length
  if (verb === undefined) return undefined
  const quoted = readQuoted(text, end + verb, lineEnd)
  if (quoted !== undefined) return quoted
  const told = text.slice(end + verb, endOfWord(text, end + verb, lineEnd)).replace(/[.,;)]$/, '')
  const telling = /\d/.test(told) && /[A-Za-z]/.test(told) && told.length >= 6
  return telling ? { start: end + verb, end: end + verb + told.length, style: 'argument' } : undefined
}

/** Quoted, or with a digit and a letter: not just the next word of a sentence. */
function isTelling(text: string, from: number, end: number, lineEnd: number): boolean {
  if (readQuoted(text, from, lineEnd) !== undefined) return true
  const value = text.slice(from, end)
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/[.,:;)]$/.test(value)
}

/** Whether a netrc's machine or login stands before, on this line or the one above. */
function followsLogin(scan: Scan, start: number): boolean {
  const before = scan.text.slice(Math.max(scan.joinedStart(start), start - 400), start)
  return /(?:machine|login|default)\s/.test(before) && isNetrc(before.slice(before.lastIndexOf('machine')))
}

/** Whether a text is made of a netrc's words, in pairs, and nothing else. */
function isNetrc(text: string): boolean {
  const words = text.split(/\s/).filter((word) => word !== '')
  for (let index = words[0] === 'default' ? 1 : 0; index < words.length; index += 2) {
    if (!['machine', 'login', 'account'].includes(words[index] ?? '') || words[index + 1] === undefined) return false
  }
  return words.length > 0
}

function skipBlanks(text: string, from: number, lineEnd: number): number {
  let at = from
  while (at < lineEnd && (text[at] === ' ' || text[at] === '\t')) at++
  return at
}

function endOfWord(text: string, from: number, lineEnd: number): number {
  let end = from
  while (end < lineEnd && !' \t\r"\'`<>|;'.includes(text.charAt(end))) end++
  return end
}

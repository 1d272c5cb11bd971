import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'
import { NextMatch } from '../next-match.js'

export const privateKeyRule = 'private-key'

const opening =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|PuTTY-User-Key-File-\d:/y
const closing =
  /-----END (?:[A-Z0-9]{1,20} ){0,2}PRIVATE KEY(?: BLOCK)?-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----|Private-MAC: {0,4}[0-9a-f]{1,128}/g
/** What leads a line inside a key: indentation, quotes, escapes, the marks of a diff or a comment. */
const lead = /[\s>+\-|#*/;"'`,\\]{0,40}/y
/** What programs put before it that number lines: `cat -n`, `nl`, `grep -n`, editors. */
const lineNumber = /[ \t]{0,20}\d{1,7} {0,3}[:|│→\t -]/y
/** `grep` with several files names them before it. Neither sign is part of a key. */
const numberBehindName = /[:-]\d{1,7}[:-]/g
const bodyOfLine = /[A-Za-z0-9+/=\\]*/y
const fieldOfLine =
  /(?:Proc-Type|DEK-Info|Comment|Version|Hash|Encryption|Subject|x-date|(?:Public|Private)-Lines): ?[^\n]{0,120}/y
/** What trails it. */
const trail = /(?:\\[nr]){0,4}[\s"'`,;+\\)]{0,12}$/y
/** Enough of a key's material to tell it from code that speaks of keys. */
const material = /[A-Za-z0-9+/=]{16}/
/** Ends what belongs to a key on the line of its opening. */
const foreign = /[^A-Za-z0-9+/=\\:,\- ]/

/** Registers private keys: from their first line to their last, or as far as the lines look like one. */
export function registerPrivateKeys(index: KeywordIndex<KeywordHandler>): void {
  const readers = new WeakMap<Scan, KeyReader>()
  const handler: KeywordHandler = (scan, start) => {
    if (scan.isTaken(privateKeyRule, start)) return
    const header = openingAt(scan.text, start)
    if (header === 0) return
    const reader = readers.get(scan) ?? new KeyReader(scan)
    readers.set(scan, reader)
    const end = reader.endOf(start + header)
    if (end !== undefined) scan.report(privateKeyRule, start, end, ranks.privateKey)
  }
  for (const keyword of ['-----begin', '---- begin ssh2', 'putty-user-key-file']) index.add(keyword, handler)
}

/** Length of the opening that stands here, or zero. */
function openingAt(text: string, at: number): number {
  opening.lastIndex = at
  return opening.exec(text)?.[0].length ?? 0
}

/** Where a private key ends within this line, if it does. */
export function closesPrivateKey(text: string, from: number, to: number): number | undefined {
  closing.lastIndex = 0
  const line = text.slice(from, to)
  return closing.test(line) ? from + closing.lastIndex : undefined
}

/** Whether a line may belong to a private key. */
export const continuesPrivateKey = (line: string): boolean => startOfBody(line) !== undefined

/** Where a line's part of a key begins: behind the line's number, where it has one. Nothing: it is no part of a key. */
function startOfBody(line: string): number | undefined {
  if (isBody(line, 0)) return 0
  numberBehindName.lastIndex = 0
  const numbered = endAt(lineNumber, line, 0) || (numberBehindName.test(line) ? numberBehindName.lastIndex : 0)
  return numbered > 0 && isBody(line, numbered) ? numbered : undefined
}

/** Part after part, each as long as can be: one pattern of all would try every way to share a line among them. */
function isBody(line: string, at: number): boolean {
  const from = endAt(lead, line, at)
  return isAt(trail, line, endAt(bodyOfLine, line, from)) || isAt(trail, line, endAt(fieldOfLine, line, from))
}

function endAt(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(line)?.[0].length ?? 0)
}

function isAt(pattern: RegExp, line: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(line)
}

/** Lines that may all belong to one key. */
interface Run {
  readonly from: number
  /** Where the line begins that ends the run. */
  readonly to: number
  /** Where a key ends that is closed on that line. */
  readonly closed: number | undefined
  /** Where the last line with material in it begins. */
  readonly lastMaterial: number
  /** End of the last line with anything in it. */
  readonly end: number
}

/** Reads where keys end. Openings that share what follows them share what was read, so that a text is read once. */
class KeyReader {
  readonly #scan: Scan
  readonly #closings: NextMatch
  readonly #materials: NextMatch
  readonly #foreign: NextMatch
  #run: Run | undefined

  constructor(scan: Scan) {
    this.#scan = scan
    this.#closings = new NextMatch(scan.text, closing)
    this.#materials = new NextMatch(scan.text, material)
    this.#foreign = new NextMatch(scan.text, foreign)
  }

  /** The end of the key whose opening ends here, or nothing when only the name of a key stands here. */
  endOf(headerEnd: number): number | undefined {
    const { text } = this.#scan
    const lineEnd = this.#scan.lineEnd(headerEnd)
    const closed = this.#closes(headerEnd, lineEnd)
    if (closed !== undefined) return this.#holdsMaterial(headerEnd, closed) ? closed : undefined
    // Cut off: take what could belong to it, line by line.
    const rest = Math.min(lineEnd, this.#foreign.from(headerEnd)?.start ?? text.length)
    const seen = this.#holdsMaterial(headerEnd, rest)
    if (lineEnd === text.length) return seen ? rest : undefined
    const below = lineEnd + 1
    const run = this.#runAt(below)
    if (!seen && run.lastMaterial < below) return undefined
    if (run.closed !== undefined) return run.closed
    if (run.end > below) return run.end
    return seen ? rest : headerEnd
  }

  #closes(from: number, lineEnd: number): number | undefined {
    const next = this.#closings.from(from)
    return next !== undefined && next.end <= lineEnd ? next.end : undefined
  }

  #holdsMaterial(from: number, to: number): boolean {
    const next = this.#materials.from(from)
    return next !== undefined && next.end <= to
  }

  /** The run that holds the line that begins here. */
  #runAt(line: number): Run {
    if (this.#run === undefined || line < this.#run.from || line > this.#run.to) this.#run = this.#readRun(line)
    return this.#run
  }

  #readRun(from: number): Run {
    const { text } = this.#scan
    let lastMaterial = -1
    let end = -1
    let start = from
    for (;;) {
      const lineEnd = endOfLine(text, start)
      const closed = this.#closes(start, lineEnd)
      const line = text.slice(start, lineEnd)
      const body = startOfBody(line)
      if (closed !== undefined || body === undefined) return { from, to: start, closed, lastMaterial, end }
      if (material.test(line.slice(body))) lastMaterial = start
      if (/\S/.test(line)) end = lineEnd
      if (lineEnd === text.length) return { from, to: lineEnd, closed: undefined, lastMaterial, end }
      start = lineEnd + 1
    }
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

import { KdlSyntaxError } from './document.js'

const newline = /[\n\r\u0085\u000c\u2028\u2029]/
const space = /[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]/
const identifierStart = /[^\s\\/(){}<>;[\]=,"0-9\u0000-\u0020]/
const identifierRest = /[^\s\\/(){}<>;[\]=,"\u0000-\u0020]/

/** A position in a KDL text, with what is needed to move it over everything that isn't a value. */
export class Scanner {
  #at = 0

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.#at >= this.text.length
  }

  peek(offset = 0): string {
    return this.text[this.#at + offset] ?? ''
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.#at)
  }

  next(): string {
    const char = this.peek()
    this.#at += 1
    return char
  }

  /** Move on if the text goes on like this. */
  accept(word: string): boolean {
    if (!this.startsWith(word)) return false
    this.#at += word.length
    return true
  }

  /** Take what a sticky pattern matches here. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  takeUntil(end: string): string | undefined {
    const found = this.text.indexOf(end, this.#at)
    if (found < 0) return undefined
    const taken = this.text.slice(this.#at, found)
    this.#at = found + end.length
    return taken
  }

  /** White space, comments and escaped line ends within one node. True if there was any. */
  skipSpace(): boolean {
    const from = this.#at
    for (;;) {
      if (space.test(this.peek())) this.#at += 1
      else if (this.startsWith('/*')) this.#skipBlockComment()
      else if (this.peek() === '\\') this.#skipEscapedLine()
      else return this.#at > from
    }
  }

  /** The same, and line ends and semicolons: everything that may stand between nodes. */
  skipBetweenNodes(): void {
    for (;;) {
      if (newline.test(this.peek()) || this.peek() === ';') this.#at += 1
      else if (this.startsWith('//')) this.#skipLineComment()
      else if (!this.skipSpace()) return
    }
  }

  atNodeEnd(): boolean {
    return this.atEnd || newline.test(this.peek()) || /[;}]/.test(this.peek()) || this.startsWith('//')
  }

  bareIdentifier(): string | undefined {
    const from = this.#at
    const signedNumber = /[+-]/.test(this.peek()) && /[0-9]/.test(this.peek(1))
    if (signedNumber || !identifierStart.test(this.peek())) return undefined
    while (!this.atEnd && identifierRest.test(this.peek())) this.#at += 1
    return this.text.slice(from, this.#at)
  }

  fail(message: string): never {
    throw new KdlSyntaxError(message, this.text.slice(0, this.#at).split('\n').length)
  }

  #skipLineComment(): void {
    while (!this.atEnd && !newline.test(this.peek())) this.#at += 1
  }

  #skipBlockComment(): void {
    for (let depth = 0; ; ) {
      if (this.accept('/*')) depth += 1
      else if (this.accept('*/')) depth -= 1
      else if (this.atEnd) this.fail('a comment is not closed')
      else this.#at += 1
      if (depth === 0) return
    }
  }

  #skipEscapedLine(): void {
    this.#at += 1
    while (space.test(this.peek())) this.#at += 1
    if (this.startsWith('//')) this.#skipLineComment()
    if (this.accept('\r\n') || this.atEnd) return
    if (!newline.test(this.next())) this.fail('a backslash must end its line')
  }
}

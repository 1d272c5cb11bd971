import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'

export const privateKeyRule = 'private-key'

const opening =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|PuTTY-User-Key-File-\d:/y
const closing =
  /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----|Private-MAC: {0,4}[0-9a-f]{1,128}/g
/** What leads and trails a line inside a key: quotes, indentation, escapes, the marks of a diff or a comment. */
const body =
  /^[\s>+\-|#*/;"'`,\\]{0,40}(?:[A-Za-z0-9+/=\\]*|(?:Proc-Type|DEK-Info|Comment|Version|Hash|Encryption|Subject|x-date|(?:Public|Private)-Lines): ?[^\n]{0,120})(?:\\[nr]){0,4}[\s"'`,;+\\)]{0,12}$/
/** Enough of a key's material to tell it from code that speaks of keys. */
const material = /[A-Za-z0-9+/=]{16}/
const sameLine = /[A-Za-z0-9+/=\\:,\- ]*/y

/** Registers private keys: from their first line to their last, or as far as the lines look like one. */
export function registerPrivateKeys(index: KeywordIndex<KeywordHandler>): void {
  const handler: KeywordHandler = (scan, start) => {
    if (scan.isTaken(privateKeyRule, start) || !opensPrivateKey(scan.text, start)) return
    const end = endOfPrivateKey(scan, start)
    if (end > start) scan.report(privateKeyRule, start, end, ranks.privateKey)
  }
  for (const keyword of ['-----begin', '---- begin ssh2', 'putty-user-key-file']) index.add(keyword, handler)
}

export function opensPrivateKey(text: string, at: number): boolean {
  opening.lastIndex = at
  return opening.test(text)
}

/** Where a private key ends within this line, if it does. */
export function closesPrivateKey(text: string, from: number, to: number): number | undefined {
  closing.lastIndex = 0
  const line = text.slice(from, to)
  return closing.test(line) ? from + closing.lastIndex : undefined
}

export function continuesPrivateKey(line: string): boolean {
  return body.test(line)
}

/** The end of the key that opens here, or its start when only its name stands here. */
function endOfPrivateKey({ text }: Scan, start: number): number {
  let lineEnd = endOfLine(text, start)
  opening.lastIndex = start
  const header = opening.exec(text)?.[0].length ?? 0
  const closed = closesPrivateKey(text, start, lineEnd)
  if (closed !== undefined) return material.test(text.slice(start + header, closed)) ? closed : start
  // Cut off: take what could belong to it, line by line.
  sameLine.lastIndex = start + header
  const rest = sameLine.exec(text)?.[0] ?? ''
  let seen = material.test(rest)
  let end = seen ? start + header + rest.length : start + header
  while (lineEnd < text.length) {
    const from = lineEnd + 1
    lineEnd = endOfLine(text, from)
    const close = closesPrivateKey(text, from, lineEnd)
    if (close !== undefined) return seen ? close : start
    const line = text.slice(from, lineEnd)
    if (!continuesPrivateKey(line)) break
    seen ||= material.test(line)
    if (/\S/.test(line)) end = lineEnd
  }
  return seen ? end : start
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

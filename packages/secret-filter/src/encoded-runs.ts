import { lowBytes } from './low-bytes.js'

/** A piece of a text that hides other text. */
export interface EncodedRun {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Shorter runs hide nothing that is long enough to be found. */
const shortest = 20
/** 1 for each character of Base64, of URLs' Base64 and of hex. */
const inAlphabet = new Uint8Array(256)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') {
  inAlphabet[character.charCodeAt(0)] = 1
}
const hexRun = /^(?:0x)?([0-9a-fA-F]{32,})$/
/** As many characters as are decoded to see whether text comes out at all. */
const probe = 24

/** Base64 and hex that decode to readable text. Hashes, images, identifiers and paths decode to noise. */
export function encodedRuns(text: string, bytes: Uint8Array = lowBytes(text)): readonly EncodedRun[] {
  const found: EncodedRun[] = []
  for (let start = 0; start + shortest <= text.length; ) {
    // Backwards, so that most of a text of short words is never looked at.
    let at = start + shortest - 1
    while (at >= start && inAlphabet[bytes[at] as number] === 1) at--
    if (at >= start) {
      start = at + 1
      continue
    }
    let end = start + shortest
    while (end < text.length && inAlphabet[bytes[end] as number] === 1) end++
    decodeRuns(text, start, end, found)
    start = end + 1
  }
  return found
}

/** What looks like one run in low bytes may be several, with other letters between them. */
function decodeRuns(text: string, from: number, to: number, found: EncodedRun[]): void {
  let start = from
  // A loop, as a pattern would try each place in a run anew.
  for (let at = from; at <= to; at++) {
    if (at < to && text.charCodeAt(at) < 128) continue
    if (at - start >= shortest) {
      const run = text.slice(start, at)
      const decoded = decodeHex(run) ?? decodeBase64(run)
      if (decoded !== undefined) found.push({ start, end: pastPadding(text, at), text: decoded })
    }
    start = at + 1
  }
}

function pastPadding(text: string, at: number): number {
  let end = at
  while (end < at + 2 && text[end] === '=') end++
  return end
}

function decodeBase64(run: string): string | undefined {
  if (!isReadable(Buffer.from(run.slice(0, probe), 'base64'))) return undefined
  return readable(Buffer.from(run, 'base64'))
}

function decodeHex(run: string): string | undefined {
  const digits = hexRun.exec(run)?.[1]
  if (digits === undefined || !isReadable(Buffer.from(digits.slice(0, probe), 'hex'))) return undefined
  return readable(Buffer.from(digits.slice(0, digits.length & ~1), 'hex'))
}

function isReadable(bytes: Buffer): boolean {
  for (const [index, byte] of bytes.entries()) {
    const wide = byte === 0 && index % 2 === 1
    if (!wide && byte !== 9 && byte !== 10 && byte !== 13 && (byte < 32 || byte > 126)) return false
  }
  return bytes.length >= 8
}

/** Text of one byte for each character, or of two as PowerShell encodes it. */
function readable(bytes: Buffer): string {
  return bytes[1] === 0 ? bytes.toString('utf16le') : bytes.toString('utf8')
}

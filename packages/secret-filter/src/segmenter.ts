import type { Detection } from './detection.js'
import { closesPrivateKey, continuesPrivateKey, privateKeyRule } from './detectors/private-key.js'
import { joinsNextLine } from './line-joins.js'

/** Longest piece without a safe end that is held back, in UTF-16 units. */
export const holdLimit = 72 * 1024
/** Where such a piece is cut at the latest. What lies beyond is there to see secrets that cross the cut. */
const cutLimit = 64 * 1024
/** From this length on, what is held back is only joined with enough more to be worth the copy. */
const joinFreely = 4096

/** A piece of text that can be searched by itself. */
export interface Segment {
  readonly text: string
  /** Where it begins in all that was pushed. What lies between two segments was swallowed. */
  readonly start: number
  /** What was found in it. */
  readonly detections: readonly Detection[]
}

export type Detect = (text: string) => readonly Detection[]

/**
 * Cuts text that arrives in pieces into segments that can be searched one by one.
 *
 * A segment ends at a line feed that no secret can span: not inside a private key, not between a name and a value on
 * the next line. Where the segments end depends on the text alone, never on how it arrived; whole texts go the same
 * way, so a stream's result can't differ from theirs. Lines may be grouped into one segment or not, since no detector
 * looks across a safe end.
 *
 * A piece without a safe end beyond `holdLimit` is cut beside what is found in it. A secret that fills the whole piece
 * is taken out, and so is all that follows until it ends: its segment is marked `swallowed`.
 */
export class Segmenter {
  readonly #detect: Detect
  #pieces: string[] = []
  #waiting = 0
  /** Whether a line ends in what waits. */
  #feedWaits = false
  #held = ''
  /** Where `#held` begins in all that was pushed. */
  #base = 0
  /** In `#held`: what is before was released or dropped. */
  #start = 0
  /** In `#held`: the last safe end. */
  #safe = 0
  /** In `#held`: where the next line to read begins. */
  #line = 0
  #inPrivateKey = false
  /** Whether the line last read within a private key may give the next one its meaning. */
  #joins = false
  /** In `#held`: where a private key may open next. */
  #opening = -1
  #swallowing: 'nothing' | 'token' | 'private-key' = 'nothing'

  constructor(detect: Detect) {
    this.#detect = detect
  }

  push(chunk: string): readonly Segment[] {
    this.#pieces.push(chunk)
    this.#waiting += chunk.length
    this.#feedWaits ||= chunk.includes('\n')
    return this.#isWorthJoining() ? this.#advance(false) : []
  }

  end(): readonly Segment[] {
    const segments = this.#advance(true)
    this.#release(segments, this.#held.length)
    this.#held = ''
    return segments
  }

  /** Joining costs the length of what is held, so it waits until something can come of it. */
  #isWorthJoining(): boolean {
    if (this.#waiting >= holdLimit / 8 || this.#held.length + this.#waiting >= holdLimit) return true
    const enough = this.#held.length < joinFreely || this.#waiting >= this.#held.length / 8
    return enough && this.#feedWaits
  }

  #advance(ended: boolean): Segment[] {
    this.#held = this.#held.slice(this.#start) + this.#pieces.join('')
    this.#safe -= this.#start
    this.#line -= this.#start
    this.#base += this.#start
    this.#start = 0
    this.#opening = -1
    this.#pieces = []
    this.#waiting = 0
    this.#feedWaits = false
    const segments: Segment[] = []
    while (this.#swallow(ended)) {
      this.#readLines()
      this.#release(segments, this.#safe)
      if (this.#held.length - this.#safe < holdLimit) break
      this.#cut(segments)
    }
    return segments
  }

  #release(segments: Segment[], end: number, found?: readonly Detection[]): void {
    if (end > this.#start) {
      const text = this.#held.slice(this.#start, end)
      segments.push({ text, start: this.#base + this.#start, detections: found ?? this.#detect(text) })
    }
    this.#moveTo(end)
  }

  #moveTo(place: number): void {
    this.#start = place
    this.#safe = Math.max(this.#safe, place)
    this.#line = Math.max(this.#line, place)
  }

  /** Reads the complete lines within the hold limit and notes the last safe end. */
  #readLines(): void {
    for (;;) {
      const feed = this.#held.indexOf('\n', this.#line)
      if (feed === -1 || feed + 1 - this.#safe > holdLimit) return
      if (this.#inPrivateKey || this.#opensBefore(feed, this.#line)) {
        this.#readLine(this.#line, feed)
        this.#line = feed + 1
      } else this.#skipLines()
    }
  }

  /** Where no private key is near, the last safe end is found from behind: few lines are ever looked at. */
  #skipLines(): void {
    const text = this.#held
    const limit = Math.min(this.#safe + holdLimit, this.#opening)
    const last = text.lastIndexOf('\n', limit - 1)
    for (let feed = last; feed >= this.#line; ) {
      const start = feed === 0 ? 0 : Math.max(this.#line, text.lastIndexOf('\n', feed - 1) + 1)
      if (!joinsNextLine(text, start, feed)) {
        this.#safe = feed + 1
        break
      }
      feed = start - 1
    }
    this.#line = last + 1
  }

  #readLine(start: number, end: number): void {
    const text = this.#held
    if (this.#inPrivateKey) {
      if (closesPrivateKey(text, start, end) === undefined) {
        if (continuesPrivateKey(text.slice(start, end))) {
          this.#joins = joinsNextLine(text, start, end)
          return
        }
        // The key was cut off before this line.
        if (!this.#joins) this.#safe = start
      }
      this.#inPrivateKey = false
    }
    this.#inPrivateKey = this.#opensBefore(end, start) && leavesPrivateKeyOpen(text, start, end)
    this.#joins = joinsNextLine(text, start, end)
    if (!this.#inPrivateKey && !this.#joins) this.#safe = end + 1
  }

  /** Whether a private key may open between these places. Most lines are answered by one search far ahead. */
  #opensBefore(end: number, start: number): boolean {
    if (this.#opening < start) {
      opening.lastIndex = start
      this.#opening = opening.exec(this.#held)?.index ?? Number.POSITIVE_INFINITY
    }
    return this.#opening < end
  }

  /** Cuts a piece that has no safe end, beside what is found in it. */
  #cut(segments: Segment[]): void {
    const window = this.#held.slice(this.#safe, this.#safe + holdLimit)
    const detections = this.#detect(window)
    let cut = preferredCut(window)
    for (const detection of detections.toReversed())
      if (detection.from < cut && cut < detection.end) cut = detection.from
    if (cut === 0) {
      for (const { from, end } of detections) if (from <= cut) cut = Math.max(cut, end)
      if (window.slice(cut).trim() === '') {
        cut = window.length
        this.#swallowing = detections.at(-1)?.rule === privateKeyRule ? 'private-key' : 'token'
      }
    }
    this.#inPrivateKey = false
    this.#line = this.#safe + cut
    this.#release(
      segments,
      this.#safe + cut,
      detections.filter((detection) => detection.end <= cut),
    )
  }

  /** Drops what still belongs to a secret longer than the hold limit. False while its end has not come. */
  #swallow(ended: boolean): boolean {
    while (this.#swallowing === 'private-key') {
      const feed = this.#held.indexOf('\n', this.#start)
      if (feed === -1 && !ended && this.#held.length - this.#start < holdLimit) return false
      const end = feed === -1 ? this.#held.length : feed
      const closed = closesPrivateKey(this.#held, this.#start, end)
      if (closed !== undefined || !continuesPrivateKey(this.#held.slice(this.#start, end))) {
        this.#moveTo(closed ?? this.#start)
        this.#swallowing = 'nothing'
      } else {
        this.#moveTo(feed === -1 ? end : feed + 1)
        if (feed === -1) this.#swallowing = 'token'
      }
    }
    if (this.#swallowing === 'token') {
      endOfToken.lastIndex = this.#start
      const end = endOfToken.exec(this.#held)?.index
      this.#moveTo(end ?? this.#held.length)
      if (end === undefined) return false
      this.#swallowing = 'nothing'
    }
    return true
  }
}

const opening = /-BEGIN |- BEGIN |PuTTY-User-Key-File/g
const endOfToken = /[\s"'`<>,;]/g
const delimiter = /[\s"'`<>,;{}()&]/

/** The last delimiter before the limit; without one near, the limit itself, but never inside a character. */
function preferredCut(window: string): number {
  for (let place = cutLimit; place > cutLimit * 0.75; place--)
    if (delimiter.test(window.charAt(place - 1))) return place
  const code = window.charCodeAt(cutLimit)
  return code >= 0xdc00 && code <= 0xdfff ? cutLimit - 1 : cutLimit
}

function leavesPrivateKeyOpen(text: string, start: number, end: number): boolean {
  const line = text.slice(start, end)
  const opened = Math.max(
    line.lastIndexOf('---- BEGIN '),
    line.lastIndexOf('-----BEGIN '),
    line.lastIndexOf('PuTTY-User-Key-File'),
  )
  return opened !== -1 && closesPrivateKey(line, opened, line.length) === undefined
}

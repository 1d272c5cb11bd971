import { lowBytes } from './low-bytes.js'
import { NextMatch } from './next-match.js'

/** A line as it reads once disguises and escapes are gone. */
export interface PlainView {
  readonly text: string
  /** Start in the original of the character at this place. */
  startOf(place: number): number
  /** End in the original of the character before this place. */
  endOf(place: number): number
}

/** What a plain view would change. */
const wideDisguise =
  /\u034f|[\u00a0\u00ad\u0391-\u03c9\u0405-\u0458\u0501-\u051d\u061c\u180e\u2000-\u200f\u202a-\u202f\u2060-\u2064\u3000\ud835\ufeff\uff01-\uff5e]|[\ufe00-\ufe0f]/
const asciiDisguise = /[\0\x1b]|%[2-7][0-9A-Fa-f]|%0[AaDd9]|\\u\{?00|\\x[2-7]|&#|&(?:quot|amp|apos|lt|gt);/y

/** Characters that are drawn like Latin ones. */
const lookAlikes = new Map(
  Object.entries({
    a: 'а',
    c: 'с',
    d: 'ԁ',
    e: 'е',
    h: 'һ',
    i: 'і',
    j: 'ј',
    k: 'κ',
    o: 'оο',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    u: 'υ',
    v: 'ν',
    w: 'ԝ',
    x: 'х',
    y: 'у',
    A: 'АΑ',
    B: 'ВΒ',
    C: 'С',
    E: 'ЕΕ',
    H: 'НΗ',
    I: 'ІΙ',
    J: 'Ј',
    K: 'КΚ',
    M: 'МΜ',
    N: 'Ν',
    O: 'ОΟ',
    P: 'РΡ',
    S: 'Ѕ',
    T: 'ТΤ',
    X: 'ХΧ',
    Y: 'Υ',
    Z: 'Ζ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
)

const step =
  /\x1b\[[0-9;?]{0,16}[A-Za-z]|%([0-9A-Fa-f]{2})|\\u\{?([0-9A-Fa-f]{4})\}?|\\x([0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]{1,5});|&#([0-9]{1,6});|&(quot|amp|apos|lt|gt);|\ud835[\udc00-\udfff]|[\0\u00a0\u00ad\u0391-\u03c9\u0405-\u0458\u0501-\u051d\u061c\u180e\u2000-\u200f\u202a-\u202f\u2060-\u2064\u3000\ufeff\uff01-\uff5e]|\u034f|[\ufe00-\ufe0f]/g
const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', apos: "'", lt: '<', gt: '>' }

/** 1 for each character of ASCII that a disguise begins with. */
const opensDisguise = Uint8Array.from({ length: 256 }, (_, code) =>
  '\0\x1b%\\&'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/**
 * Where disguises stand in a text. Those of ASCII are looked for in its bytes, where most text has nothing that could
 * begin one; the others only in text that has more than ASCII.
 */
export class Disguises {
  readonly #wide: NextMatch | undefined

  constructor(
    readonly text: string,
    readonly bytes: Uint8Array,
  ) {
    const isAscii = Buffer.byteLength(text, 'utf8') === text.length
    this.#wide = isAscii ? undefined : new NextMatch(text, wideDisguise)
  }

  /** The first at this place or later, or -1. */
  from(at: number): number {
    const wide = this.#wide?.from(at)?.start ?? this.text.length
    for (let place = at; place < wide; place++) {
      if (opensDisguise[this.bytes[place] as number] !== 1) continue
      asciiDisguise.lastIndex = place
      if (asciiDisguise.test(this.text)) return place
    }
    return wide === this.text.length ? -1 : wide
  }
}

/** Removes invisible characters and terminal colours, folds look-alikes, undoes escapes: twice, as escapes nest. */
export function plainView(line: string): PlainView {
  const once = undisguise(line)
  if (new Disguises(once.text, lowBytes(once.text)).from(0) === -1) return once
  const twice = undisguise(once.text)
  return {
    text: twice.text,
    startOf: (place) => once.startOf(twice.startOf(place)),
    endOf: (place) => once.endOf(twice.endOf(place)),
  }
}

/** A changed piece: where it ends in the view and in the original, and where it began there. */
interface Change {
  readonly viewStart: number
  readonly viewEnd: number
  readonly start: number
  readonly end: number
}

function undisguise(line: string): PlainView {
  const changes: Change[] = []
  let text = ''
  let copied = 0
  for (const match of line.matchAll(step)) {
    const plain = plainForm(match)
    if (plain === match[0]) continue
    text += line.slice(copied, match.index)
    copied = match.index + match[0].length
    changes.push({ viewStart: text.length, viewEnd: text.length + plain.length, start: match.index, end: copied })
    text += plain
  }
  text += line.slice(copied)
  return {
    text,
    startOf(place) {
      const change = lastChange(changes, (candidate) => candidate.viewStart <= place)
      if (change === undefined) return place
      return place < change.viewEnd ? change.start : place - change.viewEnd + change.end
    },
    endOf(place) {
      const change = lastChange(changes, (candidate) => candidate.viewStart < place)
      if (change === undefined) return place
      return place <= change.viewEnd ? change.end : place - change.viewEnd + change.end
    },
  }
}

/** The last change that still fulfils what all before it do. */
function lastChange(changes: readonly Change[], holds: (change: Change) => boolean): Change | undefined {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const change = changes[middle]
    if (change !== undefined && holds(change)) low = middle + 1
    else high = middle
  }
  return changes[low - 1]
}

function plainForm([whole = '', percent, unicode, byte, hexEntity, entity, named]: RegExpMatchArray): string {
  const hex = percent ?? unicode ?? byte ?? hexEntity
  if (hex !== undefined) return fromCode(Number.parseInt(hex, 16), whole)
  if (entity !== undefined) return fromCode(Number.parseInt(entity, 10), whole)
  if (named !== undefined) return entities[named] ?? whole
  if (whole.startsWith('\x1b')) return whole.length > 1 ? '' : whole
  if (whole === '\0') return ''
  if (/^[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]$|^\u034f$|^[\ufe00-\ufe0f]$/.test(whole))
    return ''
  const folded = lookAlikes.get(whole) ?? whole.normalize('NFKC')
  return /^[\x20-\x7e]+$/.test(folded) ? folded : whole
}

/** Only ASCII: a percent-escaped byte of a longer character stays as it was. */
function fromCode(code: number, whole: string): string {
  return code < 0x80 ? String.fromCharCode(code) : whole
}

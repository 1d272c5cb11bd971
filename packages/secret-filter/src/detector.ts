import { holdsKeyword } from './built-in-keywords/holds-keyword.js'
import { type Detection, type KeywordHandler, mergeDetections, Scan } from './detection.js'
import { registerBuiltIn } from './detectors/built-in.js'
import { registerKnownValues } from './detectors/known-values.js'
import { encodedRuns } from './encoded-runs.js'
import { KeywordIndex, unindexedLength } from './keyword-index.js'
import { lowBytes } from './low-bytes.js'
import { Disguises, plainView } from './plain-view.js'
import type { CompiledUserRule, KnownValue } from './secret-filter.js'
import { hashOfValue, type Sentinels } from './sentinel.js'

/** How often encodings are undone inside each other. */
const deepest = 2

export interface DetectorSettings {
  readonly knownValues: readonly KnownValue[]
  readonly userRules: readonly CompiledUserRule[]
  readonly allow: ReadonlySet<string>
  readonly sentinels: Sentinels
}

/**
 * Finds secrets in a piece of text that ends where no secret is cut: all detectors over one pass of keywords, then the
 * person's own rules; what is allowed or already a sentinel is left out; what overlaps becomes one.
 */
export class Detector {
  readonly #settings: DetectorSettings
  readonly #knownValues: KnownValue[]
  readonly #learned = new Set<string>()
  /** Characters that were searched before there was an index of everything. */
  #glanced = 0
  #index: KeywordIndex<KeywordHandler> | undefined
  #knownIndex: KeywordIndex<KeywordHandler> | undefined

  constructor(settings: DetectorSettings) {
    this.#settings = settings
    this.#knownValues = [...settings.knownValues]
  }

  /** Detections in order, disjoint. */
  detect(text: string): readonly Detection[] {
    const bytes = lowBytes(text)
    return mergeDetections([...this.#search(text, 0, bytes), ...this.#searchPlainLines(text, bytes)])
  }

  #search(text: string, depth: number, bytes = lowBytes(text)): Detection[] {
    const scan = new Scan(text)
    const index = this.#index ?? this.#indexFor(text)
    index.search(text, (handler, start, end) => handler(scan, start, end), bytes)
    for (const rule of this.#settings.userRules) rule.scan(scan)
    const detections = scan.detections.filter((detection) => this.#isWanted(text, detection))
    return depth < deepest ? [...detections, ...this.#searchEncoded(text, bytes, depth)] : detections
  }

  /** Base64 and hex that hide a secret go as a whole: a part of them would give the rest away. */
  *#searchEncoded(text: string, bytes: Uint8Array, depth: number): Generator<Detection> {
    for (const { start, end, text: inner } of encodedRuns(text, bytes)) {
      const [first] = this.#search(inner, depth + 1).sort((a, b) => b.rank - a.rank)
      if (first !== undefined) yield { rule: first.rule, from: start, start, end, rank: first.rank }
    }
  }

  /** Each disguised line by itself, so that this looks across no line end either. */
  *#searchPlainLines(text: string, bytes: Uint8Array): Generator<Detection> {
    const disguises = new Disguises(text, bytes)
    for (let at = disguises.from(0); at !== -1; ) {
      const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
      const feed = text.indexOf('\n', at)
      const end = feed === -1 ? text.length : feed
      yield* this.#searchPlainLine(text.slice(start, end), start)
      at = disguises.from(end)
    }
  }

  *#searchPlainLine(line: string, offset: number): Generator<Detection> {
    const view = plainView(line)
    for (const detection of this.#search(view.text, 0)) {
      const mapped = {
        ...detection,
        from: offset + view.startOf(detection.from),
        start: offset + view.startOf(detection.start),
        end: offset + view.endOf(detection.end),
      }
      if (this.#isWanted(line, { ...mapped, start: mapped.start - offset, end: mapped.end - offset })) yield mapped
    }
  }

  /** Knows one value more from now on. */
  learn(value: KnownValue): void {
    if (this.#learned.has(value.value)) return
    this.#learned.add(value.value)
    this.#knownValues.push(value)
    for (const index of [this.#index, this.#knownIndex]) if (index) registerKnownValues(index, [value])
  }

  /** Whether a known value stands in Base64 that nothing else can be told of. */
  holdsKnownValue(base64: string): boolean {
    const scan = new Scan(base64)
    this.#known().search(base64, (handler, start, end) => handler(scan, start, end))
    return scan.detections.length > 0
  }

  /**
   * Making what finds all the rest takes longer than many a short command may: that of the known values is enough for a
   * line or two in which no built-in keyword stands.
   */
  #indexFor(text: string): KeywordIndex<KeywordHandler> {
    this.#glanced += text.length
    if (this.#glanced <= unindexedLength && !holdsKeyword(text)) return this.#known()
    return this.#whole()
  }

  #whole(): KeywordIndex<KeywordHandler> {
    if (this.#index === undefined) {
      this.#index = indexOf(this.#knownValues)
      registerBuiltIn(this.#index)
    }
    return this.#index
  }

  #known(): KeywordIndex<KeywordHandler> {
    this.#knownIndex ??= indexOf(this.#knownValues)
    return this.#knownIndex
  }

  #isWanted(text: string, { start, end }: Detection): boolean {
    const { allow, sentinels } = this.#settings
    if (allow.size > 0 && allow.has(hashOfValue(text.slice(start, end)))) return false
    return !insideOwnSentinel(text, start, end, sentinels)
  }
}

function indexOf(knownValues: Iterable<KnownValue>): KeywordIndex<KeywordHandler> {
  const index = new KeywordIndex<KeywordHandler>()
  registerKnownValues(index, knownValues)
  return index
}

const longestSentinel = 120
const opening = '‹secret:'

/** Text that was redacted before must come through a second time as it is. */
function insideOwnSentinel(text: string, start: number, end: number, sentinels: Sentinels): boolean {
  const from = Math.max(0, start - longestSentinel)
  const before = text.slice(from, start + opening.length).lastIndexOf(opening)
  if (before === -1) return false
  const open = from + before
  const close = text.slice(open, open + longestSentinel + 1).indexOf('›')
  return close !== -1 && open + close + 1 >= end && sentinels.isOwn(text.slice(open, open + close + 1))
}

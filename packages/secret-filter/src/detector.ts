import { type Detection, type KeywordHandler, mergeDetections, Scan } from './detection.js'
import { registerAssignments } from './detectors/assignments.js'
import { registerAuthorization } from './detectors/authorization.js'
import { registerCommands } from './detectors/commands.js'
import { registerKnownValues } from './detectors/known-values.js'
import { registerPrivateKeys } from './detectors/private-key.js'
import { registerTokens } from './detectors/tokens.js'
import { registerUrlCredentials } from './detectors/url-credentials.js'
import { registerWebTokens } from './detectors/web-tokens.js'
import { KeywordIndex } from './keyword-index.js'
import { tokenRules } from './rules/all.js'
import type { KnownValue } from './secret-filter.js'
import { hashOfValue, type Sentinels } from './sentinel.js'
import type { CompiledUserRule } from './user-rules.js'

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
  #index: KeywordIndex<KeywordHandler> | undefined

  constructor(settings: DetectorSettings) {
    this.#settings = settings
  }

  /** Detections in order, disjoint. */
  detect(text: string): readonly Detection[] {
    const scan = new Scan(text)
    this.#index ??= this.#buildIndex()
    this.#index.search(text, (handler, start, end) => handler(scan, start, end))
    for (const rule of this.#settings.userRules) rule.scan(scan)
    return mergeDetections(scan.detections.filter((detection) => this.#isWanted(text, detection)))
  }

  #buildIndex(): KeywordIndex<KeywordHandler> {
    const index = new KeywordIndex<KeywordHandler>()
    registerKnownValues(index, this.#settings.knownValues)
    registerPrivateKeys(index)
    registerTokens(index, tokenRules)
    registerWebTokens(index)
    registerUrlCredentials(index)
    registerAuthorization(index)
    registerCommands(index)
    registerAssignments(index)
    return index
  }

  #isWanted(text: string, { start, end }: Detection): boolean {
    const { allow, sentinels } = this.#settings
    if (allow.size > 0 && allow.has(hashOfValue(text.slice(start, end)))) return false
    return !insideOwnSentinel(text, start, end, sentinels)
  }
}

const longestSentinel = 120

/** Text that was redacted before must come through a second time as it is. */
function insideOwnSentinel(text: string, start: number, end: number, sentinels: Sentinels): boolean {
  const open = text.lastIndexOf('‹secret:', start)
  if (open === -1 || start - open > longestSentinel) return false
  const close = text.indexOf('›', open)
  if (close === -1 || close + 1 < end || close - open > longestSentinel) return false
  return sentinels.isOwn(text.slice(open, close + 1))
}

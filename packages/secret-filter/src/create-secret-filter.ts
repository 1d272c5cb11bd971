import { FilterError } from '@engawa/core'
import { auditOf } from './audit.js'
import { kindOfName } from './context/names.js'
import { isSecretValue } from './context/values.js'
import { Detector } from './detector.js'
import { assignmentRules } from './detectors/assignments.js'
import { redactValue, type TextRedactor } from './redact-value.js'
import { createRedactingStream, type SentinelMaker } from './redacting-stream.js'
import type { Finding, PlacedFinding, RedactedText, SecretFilter, SecretFilterOptions } from './secret-filter.js'
import { Segmenter } from './segmenter.js'
import { hashOfValue, Sentinels } from './sentinel.js'
import { refuseRehydration, Vault } from './vault.js'

const defaultMaxLength = 16 * 1024 * 1024

/**
 * Makes a filter. Building it is cheap; its tables are made when it first reads a text.
 *
 * @throws FilterError `filter/bad-option`
 */
export function createSecretFilter(options: SecretFilterOptions = {}): SecretFilter {
  const maxLength = options.maxLength ?? defaultMaxLength
  const sentinels = new Sentinels()
  const allow = allowList(options.allow ?? [])
  const detector = new Detector({
    knownValues: [...(options.knownValues ?? [])],
    userRules: options.userRules ?? [],
    allow,
    sentinels,
  })

  const vault = options.rehydration === true ? new Vault() : undefined
  const maker: SentinelMaker = {
    of(rule, secret) {
      const sentinel = sentinels.of(rule, secret)
      vault?.keep(sentinel, secret)
      return sentinel
    },
  }

  function redactText(text: string): RedactedText {
    checkLength(text, maxLength)
    const stream = createRedactingStream(detector, maker)
    return { text: stream.write(text) + stream.end(), findings: stream.findings }
  }

  const redactor: TextRedactor = {
    redactText,
    redactNamed(name, text) {
      const kind = kindOfName(name)
      if (kind === undefined || sentinels.isOwn(text) || !isSecretValue(text, kind, 'quoted', name))
        return redactText(text)
      checkLength(text, maxLength)
      const rule = assignmentRules[kind]
      if (allow.has(hashOfValue(text))) return { text, findings: [] }
      const sentinel = maker.of(rule, text)
      return { text: sentinel, findings: [{ rule, path: '', sentinel }] }
    },
    checkImage(data) {
      checkLength(data, maxLength)
      if (!detector.holdsKnownValue(data)) return
      throw new FilterError('A known secret stands in an image, where it can not be taken out.', {
        code: 'filter/secret-in-image',
        hint: 'Send the image without it.',
      })
    },
  }

  return {
    scan(text) {
      checkLength(text, maxLength)
      return findingsIn(text, detector)
    },
    redactText,
    redact: (value) => redactValue(value, redactor),
    stream: (streamOptions) => createRedactingStream(detector, maker, streamOptions),
    explain(text) {
      checkLength(text, maxLength)
      const found: PlacedFinding[] = []
      const stream = createRedactingStream(detector, maker, { onFinding: (finding) => found.push(finding) })
      stream.write(text)
      stream.end()
      return found
    },
    preview(value) {
      const redacted = redactValue(value, redactor)
      const text = typeof redacted.value === 'string' ? redacted.value : JSON.stringify(redacted.value, null, 2)
      return { redacted, text, audit: auditOf(redacted.findings) }
    },
    rehydrate(text) {
      if (vault === undefined) return refuseRehydration()
      return vault.rehydrate(text, (value) => detector.learn({ name: 'rehydrated', value }))
    },
  }
}

function findingsIn(text: string, detector: Detector): readonly Finding[] {
  const segmenter = new Segmenter((piece) => detector.detect(piece))
  const segments = [...segmenter.push(text), ...segmenter.end()]
  return segments.flatMap((segment, index) => {
    const segmentEnd = segment.start + segment.text.length
    const next = segments[index + 1]?.start ?? text.length
    return segment.detections.map(({ rule, start, end }) => {
      const last = segment.start + end
      // What was swallowed after a segment belongs to the secret that it ends with.
      return { rule, start: segment.start + start, end: next > segmentEnd && last === segmentEnd ? next : last }
    })
  })
}

function checkLength(text: string, maxLength: number): void {
  if (typeof text !== 'string') {
    throw new FilterError(`The filter was given a ${typeof text}, not a text.`, { code: 'filter/unsupported-value' })
  }
  if (text.length <= maxLength) return
  throw new FilterError(`A text of ${text.length} characters is longer than the ${maxLength} that are searched.`, {
    code: 'filter/too-large',
    hint: 'Send less, or send it in parts.',
    details: { length: text.length, maxLength },
  })
}

function allowList(hashes: readonly string[]): ReadonlySet<string> {
  const wrong = hashes.findIndex((hash) => !/^[0-9a-f]{64}$/i.test(hash))
  if (wrong !== -1) {
    throw new FilterError(`Entry ${wrong + 1} of the allow list is not a SHA-256 in hex.`, {
      code: 'filter/bad-option',
      hint: 'Allow a value by the SHA-256 of it, 64 hex digits; never write the value itself.',
    })
  }
  return new Set(hashes.map((hash) => hash.toLowerCase()))
}

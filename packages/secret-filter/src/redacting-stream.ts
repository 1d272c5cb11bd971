import { FilterError, type RedactionFinding } from '@engawa/core'
import type { Detector } from './detector.js'
import { LinePlaces } from './line-places.js'
import type { RedactingStream, StreamOptions } from './secret-filter.js'
import { type Segment, Segmenter } from './segmenter.js'

/** Names what stands in a secret's place. */
export interface SentinelMaker {
  of(rule: string, secret: string): string
}

/** Redacts text piece by piece. Whole texts go through it too, so that both ways are one. */
export function createRedactingStream(
  detector: Detector,
  sentinels: SentinelMaker,
  { onFinding }: StreamOptions = {},
): RedactingStream {
  const places = onFinding === undefined ? undefined : new LinePlaces()
  const segmenter = new Segmenter((text) => detector.detect(text))
  const findings: RedactionFinding[] = []
  let state: 'open' | 'ended' | 'broken' = 'open'

  function redactSegment({ text, start: segmentStart, detections }: Segment): string {
    let redacted = ''
    let copied = 0
    for (const { rule, start, end } of detections) {
      const sentinel = sentinels.of(rule, text.slice(start, end))
      if (onFinding === undefined || places === undefined) findings.push({ rule, path: '', sentinel })
      else onFinding({ rule, ...places.at(segmentStart + start), length: end - start, sentinel })
      redacted += text.slice(copied, start) + sentinel
      copied = end
    }
    places?.passTo(segmentStart + text.length)
    return redacted + text.slice(copied)
  }

  function advance(segments: () => readonly Segment[]): string {
    if (state !== 'open') {
      throw new FilterError(`The redacting stream is ${state === 'ended' ? 'closed' : 'broken'}.`, {
        code: 'filter/stream-closed',
      })
    }
    // Should anything throw on the way, no later call may let the rest out.
    state = 'broken'
    const text = segments().map(redactSegment).join('')
    state = 'open'
    return text
  }

  return {
    findings,
    write: (chunk) => {
      places?.push(chunk)
      return advance(() => segmenter.push(chunk))
    },
    end() {
      const rest = advance(() => segmenter.end())
      state = 'ended'
      return rest
    },
  }
}

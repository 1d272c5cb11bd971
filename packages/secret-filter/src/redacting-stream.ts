import { FilterError, type RedactionFinding } from '@engawa/core'
import type { Detector } from './detector.js'
import type { RedactingStream } from './secret-filter.js'
import { type Segment, Segmenter } from './segmenter.js'
import type { Sentinels } from './sentinel.js'

/** Redacts text piece by piece. Whole texts go through it too, so that both ways are one. */
export function createRedactingStream(detector: Detector, sentinels: Sentinels): RedactingStream {
  const segmenter = new Segmenter((text) => detector.detect(text))
  const findings: RedactionFinding[] = []
  let state: 'open' | 'ended' | 'broken' = 'open'

  function redactSegment({ text, detections }: Segment): string {
    let redacted = ''
    let copied = 0
    for (const { rule, start, end } of detections) {
      const sentinel = sentinels.of(rule, text.slice(start, end))
      findings.push({ rule, path: '', sentinel })
      redacted += text.slice(copied, start) + sentinel
      copied = end
    }
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
    write: (chunk) => advance(() => segmenter.push(chunk)),
    end() {
      const rest = advance(() => segmenter.end())
      state = 'ended'
      return rest
    },
  }
}

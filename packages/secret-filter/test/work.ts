import { type Profiler, Session } from 'node:inspector'

/** Counts the work that code does, as time tells nothing on a busy machine. */
export interface WorkCounter {
  /** How many steps the run takes: blocks of source executed, and characters read by patterns and searches in texts. */
  count(run: () => void): number
  stop(): void
}

/**
 * Counts in source files whose address contains `path`. They must be imported after this was called, as V8 counts
 * blocks only in what it compiles from then on.
 */
export function countWork(path: string): WorkCounter {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    count(run) {
      const reading = countReading()
      blocksIn(session, path)
      try {
        run()
      } finally {
        reading.stop()
      }
      return blocksIn(session, path) + reading.characters()
    },
    stop() {
      session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}

/** Blocks executed since the last call. */
function blocksIn(session: Session, path: string): number {
  let blocks = 0
  const add = (_error: Error | null, { result }: Profiler.TakePreciseCoverageReturnType): void => {
    for (const script of result) {
      if (!script.url.includes(path)) continue
      for (const { ranges } of script.functions) for (const range of ranges) blocks += range.count
    }
  }
  session.post('Profiler.takePreciseCoverage', add)
  return blocks
}

/** Counts the characters that patterns, `indexOf` and `lastIndexOf` pass. */
function countReading(): { characters(): number; stop(): void } {
  const { exec } = RegExp.prototype
  const { indexOf, lastIndexOf } = String.prototype
  let characters = 0
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const match = exec.call(this, text)
    if (match !== null) characters += match.index + match[0].length - from + 1
    else characters += this.sticky || this.source.startsWith('^') ? 1 : Math.max(0, text.length - from)
    return match
  }
  String.prototype.indexOf = function (this: string, sought: string, from = 0) {
    const place = indexOf.call(this, sought, from)
    characters += (place === -1 ? this.length : place) - from
    return place
  }
  String.prototype.lastIndexOf = function (this: string, sought: string, from = this.length) {
    const place = lastIndexOf.call(this, sought, from)
    characters += from - Math.max(0, place)
    return place
  }
  return {
    characters: () => characters,
    stop() {
      RegExp.prototype.exec = exec
      String.prototype.indexOf = indexOf
      String.prototype.lastIndexOf = lastIndexOf
    },
  }
}

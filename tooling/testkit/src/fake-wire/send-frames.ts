import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { cutResponse } from './recorded-request.js'
import type { Scenario } from './scenario.js'

/** A stream as its protocol writes it. */
export interface Frames {
  readonly contentType: string
  /** Whole frames, line ends included. */
  readonly frames: Iterable<string>
  /** A frame that is not JSON. */
  readonly malformed: string
  /** An error in the middle of a stream. */
  readonly errorFrame: (error: string) => string
}

export const ndjson = (values: Iterable<unknown>): Frames => ({
  contentType: 'application/x-ndjson',
  frames: Array.from(values, (value) => `${JSON.stringify(value)}\n`),
  malformed: '{"message": {"content": oops\n',
  errorFrame: (error) => `${JSON.stringify({ error })}\n`,
})

/** Stream frames, going wrong the way the scenario says. */
export async function sendFrames(response: ServerResponse, stream: Frames, scenario: Scenario = {}): Promise<void> {
  response.writeHead(200, { 'content-type': stream.contentType })
  response.flushHeaders()
  let sent = 0
  for (const frame of stream.frames) {
    if (response.destroyed || (await interrupted(response, sent, stream, scenario))) return
    if (scenario.frameDelayMs !== undefined && sent > 0) await sleep(scenario.frameDelayMs)
    await writeInPieces(response, frame, scenario.pieceBytes)
    sent++
  }
  if (!(await interrupted(response, sent, stream, scenario))) response.end()
}

/** Whether the stream ended (or fell silent) here instead of going on. */
async function interrupted(response: ServerResponse, sent: number, stream: Frames, scenario: Scenario) {
  if (scenario.malformedAfter === sent) await writeInPieces(response, stream.malformed)
  if (scenario.errorAfter?.frames === sent) {
    response.end(stream.errorFrame(scenario.errorAfter.error))
    return true
  }
  if (scenario.endAfter === sent) {
    response.end()
    return true
  }
  if (scenario.cutAfter === sent) {
    // What was written must reach the client first: a cut in the middle of an answer, not instead of it.
    await sleep(20)
    cutResponse(response)
    return true
  }
  return scenario.silentAfter === sent
}

async function writeInPieces(response: ServerResponse, frame: string, pieceBytes?: number): Promise<void> {
  const bytes = Buffer.from(frame, 'utf8')
  const size = pieceBytes ?? bytes.length
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size))
    // A turn of the event loop between pieces, so that each goes out as a chunk of its own.
    if (pieceBytes !== undefined) await new Promise((resolve) => setImmediate(resolve))
  }
}

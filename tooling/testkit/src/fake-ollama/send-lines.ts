import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { cutResponse } from './recorded-request.js'
import type { Scenario } from './scenario.js'

/** Stream values as NDJSON, going wrong the way the scenario says. */
export async function sendLines(
  response: ServerResponse,
  values: Iterable<unknown>,
  scenario: Scenario = {},
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.flushHeaders()
  let sent = 0
  for (const value of values) {
    if (response.destroyed || (await interrupted(response, sent, scenario))) return
    if (scenario.lineDelayMs !== undefined && sent > 0) await sleep(scenario.lineDelayMs)
    await writeInPieces(response, `${JSON.stringify(value)}\n`, scenario.pieceBytes)
    sent++
  }
  if (!(await interrupted(response, sent, scenario))) response.end()
}

/** Whether the stream ended (or fell silent) here instead of going on. */
async function interrupted(response: ServerResponse, sent: number, scenario: Scenario): Promise<boolean> {
  if (scenario.malformedLineAfter === sent) await writeInPieces(response, '{"message": {"content": oops\n')
  if (scenario.errorLineAfter?.lines === sent) {
    response.end(`${JSON.stringify({ error: scenario.errorLineAfter.error })}\n`)
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

async function writeInPieces(response: ServerResponse, line: string, pieceBytes?: number): Promise<void> {
  const bytes = Buffer.from(line, 'utf8')
  const size = pieceBytes ?? bytes.length
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size))
    // A turn of the event loop between pieces, so that each goes out as a chunk of its own.
    if (pieceBytes !== undefined) await new Promise((resolve) => setImmediate(resolve))
  }
}

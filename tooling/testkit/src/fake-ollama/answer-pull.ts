import type { ServerResponse } from 'node:http'
import type { Scenario } from '../fake-wire/scenario.js'
import { ndjson, sendFrames } from '../fake-wire/send-frames.js'
import { sendError, sendJson } from '../fake-wire/send-json.js'
import { type FakeModel, withTag } from './fake-models.js'

/** Names that "the registry" doesn't have: pulling one fails as with the real server. */
const missing = /^missing/

/** `/api/pull`: progress, then the model is there. */
export async function answerPull(
  body: Readonly<Record<string, unknown>>,
  response: ServerResponse,
  addModel: (model: FakeModel) => void,
  scenario: Scenario,
): Promise<unknown> {
  const name = String(body.model ?? body.name ?? '')
  if (name === '') return sendError(response, 400, 'invalid model name')
  const streaming = body.stream !== false
  if (missing.test(name)) {
    const error = 'pull model manifest: file does not exist'
    return streaming
      ? sendFrames(response, ndjson([{ status: 'pulling manifest' }, { error }]))
      : sendError(response, 500, error)
  }
  const digest = `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)}`
  const total = 1_000_000
  const layers = [0, 400_000, total].map((completed) => ({
    status: `pulling ${digest.slice(7, 19)}`,
    digest,
    total,
    completed,
  }))
  const steps = ['verifying sha256 digest', 'writing manifest', 'success'].map((status) => ({ status }))
  addModel({ name: withTag(name), abilities: ['completion', 'tools'], contextLength: 8_192 })
  if (!streaming) return sendJson(response, 200, { status: 'success' })
  await sendFrames(response, ndjson([{ status: 'pulling manifest' }, ...layers, ...steps]), scenario)
}

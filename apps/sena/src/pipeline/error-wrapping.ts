import { type ErrorBody, isEngawaError, toErrorBody } from '@engawa/core'
import type { Telemetry } from '../telemetry/telemetry.js'
import type { Turn } from './turn.js'
import type { TurnRecorder } from './turn-recorder.js'

/** Around the whole pipeline: what no stage could deal with is recorded with where it happened, and thrown on. */
export async function withErrorsRecorded<T>(
  turn: Turn,
  recorder: TurnRecorder,
  telemetry: Telemetry,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    telemetry.error(error, { stage: recorder.current ?? 'none', turn_id: turn.id, session_id: turn.sessionId })
    throw error
  }
}

/** What a client gets to see. An error that nobody foresaw may say anything, so its words stay in the telemetry. */
export function publicError(error: unknown): ErrorBody {
  if (isEngawaError(error)) return toErrorBody(error)
  return {
    code: 'internal',
    message: 'Something inside Sena failed.',
    hint: 'The logs say more: open the Logs view, or run `sena doctor`.',
  }
}

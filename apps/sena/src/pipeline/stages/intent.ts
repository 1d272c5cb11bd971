import { type Intent, intentAsJson } from '../../intent/intent.js'
import { classifyByRules } from '../../intent/rules.js'
import type { Turn } from '../turn.js'
import type { StageReport } from '../turn-recorder.js'

/** What is asked, which model suits, which extensions are needed. */
export async function intentStage(turn: Turn): Promise<StageReport<Intent>> {
  const intent = classifyByRules(turn.input)
  return {
    result: intent,
    state: 'complete',
    details: `${intent.type}: ${intent.reason}`,
    data: { ...intentAsJson(intent), by: 'rules' },
  }
}

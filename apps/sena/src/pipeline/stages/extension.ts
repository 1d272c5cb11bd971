import type { Logger } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import type { ExtensionRegistry } from '../../extensions/extension-registry.js'
import type { Intent } from '../../intent/intent.js'
import type { Telemetry } from '../../telemetry/telemetry.js'
import type { ExtensionResult, Turn } from '../turn.js'
import type { StageReport } from '../turn-recorder.js'

export interface ExtensionStagePorts {
  readonly extensions: Pick<ExtensionRegistry, 'execute'>
  readonly telemetry: Telemetry
  readonly logger: Logger
}

/** Run what the intent asks for, one after another. One that fails is reported; the turn goes on. */
export async function extensionStage(
  turn: Turn,
  intent: Intent,
  { extensions, telemetry, logger }: ExtensionStagePorts,
): Promise<StageReport<readonly ExtensionResult[]>> {
  if (intent.requiredExtensions.length === 0) return { result: [], state: 'skipped', details: 'none needed' }
  const results: ExtensionResult[] = []
  for (const { name, args } of intent.requiredExtensions) {
    if (turn.signal.aborted) break
    try {
      const { output } = await extensions.execute(name, { userInput: turn.input, args, signal: turn.signal })
      results.push({ name, ok: true, output })
    } catch (error) {
      const context = { stage: 'extension_check', extension: name, turn_id: turn.id }
      // Switched off by a person: that is no fault, but whoever wonders finds it in the logs.
      if (isSwitchedOff(error)) logger.info(error.message, context)
      else telemetry.error(error, context)
      results.push({ name, ok: false, output: error instanceof Error ? error.message : String(error) })
    }
    telemetry.metric('extension_run', results.at(-1)?.ok ? 1 : 0, { extension: name })
  }
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name)
  return {
    result: results,
    state: failed.length === 0 ? 'complete' : 'failed',
    details: results.map(({ name, ok }) => `${name} ${ok ? 'ran' : 'failed'}`).join(', '),
    data: { results: results.map(({ name, ok, output }) => ({ name, ok, output })) },
  }
}

const isSwitchedOff = (error: unknown): error is Error =>
  error instanceof Error && isEngawaError(error) && error.code === 'extension/inactive'

import type { Logger } from '@engawa/cli-kit'
import type { Clock } from '@engawa/core'
import type { Memory, ShortTermBuffer } from '@engawa/memory'
import type { SecretFilter } from '@engawa/secret-filter'
import type { Conversations } from '../chat/conversations.js'
import type { ExtensionRegistry } from '../extensions/extension-registry.js'
import type { Announce } from '../live/live-event.js'
import type { ModelGateway } from '../models/model-gateway.js'
import type { Telemetry } from '../telemetry/telemetry.js'
import { extensionStage } from './stages/extension.js'
import { intentStage } from './stages/intent.js'
import { type MemoryStagePorts, memoryStage } from './stages/memory.js'
import { modelStage } from './stages/model.js'
import { postProcessingStage } from './stages/post-processing.js'
import type { Turn, TurnResult } from './turn.js'
import type { TurnRecorder } from './turn-recorder.js'

export interface PipelinePorts {
  readonly memory: Memory
  readonly memorySettings: MemoryStagePorts['settings']
  readonly buffer: ShortTermBuffer
  readonly conversations: Conversations
  readonly extensions: ExtensionRegistry
  readonly models: ModelGateway
  readonly filter: SecretFilter
  readonly telemetry: Telemetry
  readonly announce: Announce
  readonly logger: Logger
  readonly clock: Clock
}

/** Who watches one turn from outside. */
export interface TurnObserver {
  readonly recorder: TurnRecorder
  readonly onDelta: (text: string) => void
  readonly onModel: (model: string) => void
}

/** Intent → memory → extensions → model → post-processing. What a stage found goes to the next ones, never back. */
export async function runPipeline(turn: Turn, ports: PipelinePorts, observer: TurnObserver): Promise<TurnResult> {
  const { recorder, onDelta, onModel } = observer
  const redact = (text: string) => ports.filter.redactText(text).text
  const history = ports.buffer.recent(turn.sessionId)

  const intent = await recorder.stage('intent_classification', 'Reading what is asked', () => intentStage(turn))
  const memories = await recorder.stage('memory_retrieval', 'Looking into memory', () =>
    memoryStage(turn, intent, { ...ports, redact, settings: ports.memorySettings }),
  )
  const extensions = await recorder.stage('extension_check', 'Running what is needed', () =>
    extensionStage(turn, intent, ports),
  )
  const answer = await recorder.stage('llm_processing', 'Asking a model', () =>
    modelStage(turn, { intent, memories, extensions, history }, { ...ports, onDelta, onModel }),
  )
  const result = { intent, memories, extensions, answer }
  await recorder.stage('post_processing', 'Storing the answer', () => postProcessingStage(turn, result, ports))
  return result
}

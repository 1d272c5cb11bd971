import type { DebugState, StageName } from '@engawa/sena-client'
import { stageNames } from '@engawa/sena-client/schemas'

export interface ActiveTurn {
  readonly turnId: string
  readonly sessionId: string
  readonly stage: () => StageName | undefined
  model: string | null
  readonly controller: AbortController
}

/** The turns that run right now. */
export class ActiveTurns {
  readonly #turns = new Map<string, ActiveTurn>()

  add(turn: ActiveTurn): void {
    this.#turns.set(turn.turnId, turn)
  }

  remove(turnId: string): void {
    this.#turns.delete(turnId)
  }

  /** Whether there was something to cancel. What had arrived is stored as partial. */
  cancel(turnId: string): boolean {
    const turn = this.#turns.get(turnId)
    turn?.controller.abort()
    return turn !== undefined
  }

  cancelAll(): void {
    for (const { controller } of this.#turns.values()) controller.abort()
  }

  /** For `debug/state`. */
  state(): DebugState['current_processing'] {
    return [...this.#turns.values()].map(({ turnId, sessionId, stage, model }) => {
      const current = stage() ?? stageNames[0]
      return {
        turn_id: turnId,
        session_id: sessionId,
        stage: current,
        model,
        progress: stageNames.indexOf(current) / stageNames.length,
      }
    })
  }
}

import type {
  LiveState as Connection,
  LiveClosing,
  LiveUpdate,
  LogRecord,
  StageRecord,
  TurnStatus,
} from '@engawa/sena-client'

/** A turn as its updates tell it. */
export interface LiveTurn {
  readonly turn_id: string
  readonly session_id: string
  readonly input: string
  readonly status: TurnStatus
  readonly model_used: string | null
  readonly duration_ms: number | null
  readonly stages: readonly StageRecord[]
}

export interface LiveState {
  readonly connection: Connection
  /** Why Sena ended the last connection, if it said so, until there is a new one. */
  readonly closing: LiveClosing | undefined
  /** Newest first. */
  readonly turns: readonly LiveTurn[]
  /** Oldest first. */
  readonly logs: readonly LogRecord[]
  /** How many turns ended since the page was opened, whichever began first. */
  readonly turnsEnded: number
  /** How often the memory changed since the page was opened. */
  readonly memoryChanges: number
  /** How often updates were missed for good, so that everything read before may be out of date. */
  readonly gaps: number
}

export type LiveAction =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'closing'; readonly closing: LiveClosing }
  | { readonly type: 'gap' }
  | { readonly type: 'update'; readonly update: LiveUpdate }

export const keptTurns = 50
export const keptLogs = 2_000

export const initialLiveState: LiveState = {
  connection: 'connecting',
  closing: undefined,
  turns: [],
  logs: [],
  turnsEnded: 0,
  memoryChanges: 0,
  gaps: 0,
}

export function reduceLive(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case 'connection':
      return {
        ...state,
        connection: action.connection,
        closing: action.connection === 'live' ? undefined : state.closing,
      }
    case 'closing':
      return { ...state, closing: action.closing }
    case 'gap':
      // How the turns that ran went on is not known here any more. The server's traces tell.
      return { ...state, gaps: state.gaps + 1, turns: state.turns.filter(({ status }) => status !== 'running') }
    case 'update':
      return reduceUpdate(state, action.update)
  }
}

function reduceUpdate(state: LiveState, update: LiveUpdate): LiveState {
  switch (update.type) {
    case 'turn_started':
      return changeTurn(state, update.data, (turn) => ({ ...turn, input: update.data.input }))
    case 'processing_update': {
      const { turn_id, session_id, ...stage } = update.data
      return changeTurn(state, { turn_id, session_id }, (turn) => ({ ...turn, stages: withStage(turn.stages, stage) }))
    }
    case 'turn_finished': {
      const { status, model_used, duration_ms } = update.data
      const ended = { ...state, turnsEnded: state.turnsEnded + 1 }
      return changeTurn(ended, update.data, (turn) => ({ ...turn, status, model_used, duration_ms }))
    }
    case 'log':
      return { ...state, logs: [...state.logs, update.data].slice(-keptLogs) }
    case 'memory_update': {
      const changed = ['stored', 'edited', 'deleted'].includes(update.data.action)
      return changed ? { ...state, memoryChanges: state.memoryChanges + 1 } : state
    }
    default:
      return state
  }
}

/** A page opened in the middle of a turn hears of it first by a stage: the turn then begins there. */
function changeTurn(
  state: LiveState,
  { turn_id, session_id }: { turn_id: string; session_id: string },
  change: (turn: LiveTurn) => LiveTurn,
): LiveState {
  const known = state.turns.some((turn) => turn.turn_id === turn_id)
  const fresh: LiveTurn = {
    turn_id,
    session_id,
    input: '',
    status: 'running',
    model_used: null,
    duration_ms: null,
    stages: [],
  }
  const turns = known ? state.turns : [fresh, ...state.turns].slice(0, keptTurns)
  return { ...state, turns: turns.map((turn) => (turn.turn_id === turn_id ? change(turn) : turn)) }
}

function withStage(stages: readonly StageRecord[], stage: StageRecord): readonly StageRecord[] {
  return stages.some((known) => known.stage === stage.stage)
    ? stages.map((known) => (known.stage === stage.stage ? stage : known))
    : [...stages, stage]
}

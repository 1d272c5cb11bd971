import type { ChatResponse, ChatStreamEvent, StoredMessage, TurnStatus } from '@engawa/sena-client'

/** A question asked from this page, until its answer is read back from the store. */
export interface Turn {
  /** Made by the page, before the server gives the turn a name. */
  readonly key: string
  readonly question: string
  readonly askedAt: string
  /** `unsent`: never reached Sena. `cut-off`: it did, and then the connection broke. */
  readonly phase: 'sending' | 'thinking' | 'answering' | 'done' | 'unsent' | 'cut-off' | 'failed'
  readonly sessionId?: string
  readonly turnId?: string
  readonly answer: string
  readonly result?: ChatResponse
  readonly problem?: TurnProblem
}

export interface TurnProblem {
  readonly message: string
  readonly hint?: string | undefined
}

export type TurnAction =
  | { readonly type: 'event'; readonly event: ChatStreamEvent }
  | { readonly type: 'broke'; readonly problem: TurnProblem }

export const newTurn = (key: string, question: string, askedAt: string, sessionId?: string): Turn => ({
  key,
  question,
  askedAt,
  phase: 'sending',
  answer: '',
  ...(sessionId === undefined ? {} : { sessionId }),
})

export function reduceTurn(turn: Turn, action: TurnAction): Turn {
  if (action.type === 'broke') {
    return isOver(turn)
      ? turn
      : { ...turn, phase: turn.turnId === undefined ? 'unsent' : 'cut-off', problem: action.problem }
  }
  const { event } = action
  switch (event.type) {
    case 'accepted':
      return { ...turn, phase: 'thinking', sessionId: event.session_id, turnId: event.turn_id }
    case 'delta':
      return { ...turn, phase: 'answering', answer: turn.answer + event.text }
    case 'done':
      return { ...turn, phase: 'done', answer: event.result.response, result: event.result }
    case 'error':
      return { ...turn, phase: 'failed', problem: { message: event.message, hint: event.hint ?? undefined } }
  }
}

export const isOver = ({ phase }: Turn): boolean => phase !== 'sending' && phase !== 'thinking' && phase !== 'answering'

/** One bubble of the conversation. */
export interface ChatEntry {
  readonly key: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly at: string
  readonly status: TurnStatus
  readonly turnId?: string
  readonly model?: string | null
  /** What the answer said about itself; known for turns of this page. */
  readonly facts?: ChatResponse['metadata']
  /** The turn, as long as it is shown from the page and not from the store. */
  readonly turn?: Turn
}

/**
 * What is stored and what is under way, as one list in which nothing stands twice.
 *
 * A turn of this page is shown from the page until the store has its answer, and from the store afterwards.
 */
export function chatEntries(stored: readonly StoredMessage[], turns: readonly Turn[]): readonly ChatEntry[] {
  const answered = new Set(
    stored.flatMap(({ role, status, turn_id }) =>
      role === 'assistant' && status !== 'running' && turn_id !== null ? [turn_id] : [],
    ),
  )
  const ours = turns.filter(({ turnId }) => turnId === undefined || !answered.has(turnId))
  const ourIds = new Set(ours.map(({ turnId }) => turnId))
  const replied = new Set(stored.flatMap(({ role, turn_id }) => (role === 'assistant' ? [turn_id] : [])))
  const fromStore = stored
    .filter(({ turn_id, role }) => (role === 'user' || role === 'assistant') && !(turn_id && ourIds.has(turn_id)))
    .flatMap((message) => {
      const unanswered = message.role === 'user' && message.status !== 'complete' && !replied.has(message.turn_id)
      return unanswered ? [storedEntry(message, turns), unansweredEntry(message)] : [storedEntry(message, turns)]
    })
  return [...fromStore, ...ours.flatMap(turnEntries)]
}

/** The turn of the conversation that runs without this page: asked before a reload, or elsewhere. */
export function runningElsewhere(stored: readonly StoredMessage[], turns: readonly Turn[]): string | undefined {
  const followed = new Set(turns.filter(({ phase }) => phase !== 'cut-off').map(({ turnId }) => turnId))
  return (
    stored.findLast(({ status, turn_id }) => status === 'running' && !followed.has(turn_id ?? undefined))?.turn_id ??
    undefined
  )
}

function storedEntry(message: StoredMessage, turns: readonly Turn[]): ChatEntry {
  const facts = turns.find(({ turnId }) => turnId !== undefined && turnId === message.turn_id)?.result?.metadata
  return {
    key: message.id,
    role: message.role === 'user' ? 'user' : 'assistant',
    content: message.content,
    at: message.created_at,
    status: message.status,
    model: message.model,
    ...(message.turn_id === null ? {} : { turnId: message.turn_id }),
    ...(facts ? { facts } : {}),
  }
}

/** In place of an answer that is still to come, or will never come. */
const unansweredEntry = (question: StoredMessage): ChatEntry => ({
  key: `${question.id}-unanswered`,
  role: 'assistant',
  content: '',
  at: question.created_at,
  status: question.status,
  ...(question.turn_id === null ? {} : { turnId: question.turn_id }),
})

function turnEntries(turn: Turn): readonly ChatEntry[] {
  const shared = { at: turn.askedAt, turn, ...(turn.turnId === undefined ? {} : { turnId: turn.turnId }) }
  return [
    { ...shared, key: `${turn.key}-question`, role: 'user', content: turn.question, status: 'complete' },
    {
      ...shared,
      key: `${turn.key}-answer`,
      role: 'assistant',
      content: turn.answer,
      status: turn.result?.status ?? (isOver(turn) ? 'failed' : 'running'),
      ...(turn.result ? { model: turn.result.metadata.model_used, facts: turn.result.metadata } : {}),
    },
  ]
}

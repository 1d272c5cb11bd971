import type { ChatResponse, ChatStreamEvent, StoredMessage } from '@engawa/sena-client'
import { describe, expect, it } from 'vitest'
import { chatEntries, isOver, newTurn, reduceTurn, runningElsewhere, type Turn } from './turn.js'

const accepted: ChatStreamEvent = { type: 'accepted', session_id: 's', turn_id: 't', message_id: 'm' }
const delta = (text: string): ChatStreamEvent => ({ type: 'delta', turn_id: 't', text })
const result: ChatResponse = {
  response: 'Hello there.',
  session_id: 's',
  turn_id: 't',
  status: 'complete',
  metadata: {
    model_used: 'm',
    provider: 'ollama',
    processing_time: 0.1,
    extensions_used: [],
    memory_retrieved: [],
    memories: [],
    redactions: 0,
    intent: 'greeting',
  },
}
const fresh = newTurn('k', 'Hi', '2026-01-01T00:00:00.000Z')
const after = (...events: ChatStreamEvent[]): Turn =>
  events.reduce((turn, event) => reduceTurn(turn, { type: 'event', event }), fresh)
const broke = (turn: Turn) => reduceTurn(turn, { type: 'broke', problem: { message: 'gone' } })
const message = (id: string, role: 'user' | 'assistant', rest: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  session_id: 's',
  seq: 1,
  role,
  content: id,
  created_at: '2026-01-01T00:00:00.000Z',
  turn_id: 't',
  reply_to: null,
  status: 'complete',
  model: null,
  ...rest,
})

describe('reduceTurn', () => {
  it('goes from sending to done, the whole answer replacing its pieces', () => {
    expect(after(accepted)).toMatchObject({ phase: 'thinking', sessionId: 's', turnId: 't' })
    expect(after(accepted, delta('Hel'), delta('lo'))).toMatchObject({ phase: 'answering', answer: 'Hello' })
    expect(after(accepted, delta('Hel'), { type: 'done', result })).toMatchObject({
      phase: 'done',
      answer: 'Hello there.',
    })
  })

  it('tells a question that never arrived from one that was cut off', () => {
    expect(broke(fresh)).toMatchObject({ phase: 'unsent', problem: { message: 'gone' } })
    expect(broke(after(accepted, delta('Hel')))).toMatchObject({ phase: 'cut-off', answer: 'Hel' })
  })

  it('does not take a finished turn back', () => {
    expect(broke(after(accepted, { type: 'done', result }))).toMatchObject({ phase: 'done' })
  })

  it('keeps the hint of an error', () => {
    const failed = after(accepted, { type: 'error', turn_id: 't', code: 'llm', message: 'no', hint: 'try' })
    expect(failed).toMatchObject({ phase: 'failed', problem: { message: 'no', hint: 'try' } })
    expect(isOver(failed)).toBe(true)
  })
})

describe('chatEntries', () => {
  const roles = (stored: StoredMessage[], turns: Turn[]) =>
    chatEntries(stored, turns).map(({ role, content }) => `${role}: ${content}`)

  it('shows a turn under way after what is stored', () => {
    const earlier = [message('a', 'user', { turn_id: 'x' }), message('b', 'assistant', { turn_id: 'x' })]
    expect(roles(earlier, [after(accepted, delta('Hel'))])).toEqual([
      'user: a',
      'assistant: b',
      'user: Hi',
      'assistant: Hel',
    ])
  })

  it('does not show the stored question beside the page’s own', () => {
    expect(roles([message('stored question', 'user')], [after(accepted)])).toEqual(['user: Hi', 'assistant: '])
  })

  it('changes over to the store once the answer is there', () => {
    const stored = [message('q', 'user'), message('a', 'assistant')]
    expect(roles(stored, [after(accepted, { type: 'done', result })])).toEqual(['user: q', 'assistant: a'])
    const cutOff = broke(after(accepted, delta('Hel')))
    expect(roles(stored, [cutOff])).toEqual(['user: q', 'assistant: a'])
    expect(chatEntries(stored, [cutOff]).some(({ turn }) => turn !== undefined)).toBe(false)
  })

  it('keeps its own while the stored answer is still being written', () => {
    const stored = [message('q', 'user'), message('Hel', 'assistant', { status: 'running' })]
    expect(roles(stored, [after(accepted, delta('Hello'))])).toEqual(['user: Hi', 'assistant: Hello'])
  })

  it('keeps a question that never arrived', () => {
    expect(roles([], [broke(fresh)])).toEqual(['user: Hi', 'assistant: '])
  })

  it('shows that a stored question still waits, or was never answered', () => {
    const shown = (status: StoredMessage['status']) =>
      chatEntries([message('q', 'user', { status })], []).map((entry) => [entry.role, entry.status, entry.content])
    expect(shown('running')).toEqual([
      ['user', 'running', 'q'],
      ['assistant', 'running', ''],
    ])
    expect(shown('interrupted')[1]).toEqual(['assistant', 'interrupted', ''])
    expect(shown('complete')).toHaveLength(1)
  })

  it('adds nothing where the answer is there', () => {
    const stored = [
      message('q', 'user', { status: 'interrupted' }),
      message('a', 'assistant', { status: 'interrupted' }),
    ]
    expect(chatEntries(stored, [])).toHaveLength(2)
  })
})

describe('runningElsewhere', () => {
  const waiting = [message('before', 'user', { turn_id: 'x' }), message('q', 'user', { status: 'running' })]

  it('finds the turn that a reloaded page does not follow any more', () => {
    expect(runningElsewhere(waiting, [])).toBe('t')
    expect(runningElsewhere(waiting, [broke(after(accepted))])).toBe('t')
  })

  it('leaves alone what this page follows, and what is over', () => {
    expect(runningElsewhere(waiting, [after(accepted)])).toBeUndefined()
    expect(runningElsewhere(waiting, [after(accepted, { type: 'done', result })])).toBeUndefined()
    expect(runningElsewhere([message('q', 'user', { status: 'interrupted' })], [])).toBeUndefined()
  })
})

import { type UtteranceKind, utteranceKind } from './utterance.js'

export interface TurnText {
  readonly text: string
  readonly source: 'user' | 'assistant'
  readonly intentType: string
  /** The answer was made from memories: storing it would only echo them. */
  readonly recalled: boolean
  /** What an answer answers. */
  readonly asked?: string
}

export interface WriteDecision {
  readonly store: boolean
  /** For the trace. */
  readonly reason: string
}

const no = (reason: string): WriteDecision => ({ store: false, reason })

/** Fewer letters than this say nothing that is worth finding again: "ok", "yes". */
const minLetters = 4

const addsNothing: Readonly<Record<Exclude<UtteranceKind, 'statement'>, string>> = {
  question: 'a question tells nothing',
  command: 'a command tells nothing',
  'small talk': 'small talk',
}

/** What of a turn goes into long-term memory. Everything said stays in the conversation itself in any case. */
export function worthRemembering({ text, source, intentType, recalled, asked }: TurnText): WriteDecision {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (letters < minLetters) return no('too short to be found again')
  if (intentType === 'greeting') return no('a greeting')
  if (intentType === 'system_command') return no('a command to the machine: its answer is old tomorrow')
  if (source === 'assistant') {
    if (asked !== undefined && utteranceKind(asked) === 'small talk') return no('a reply to small talk')
    return recalled ? no('an answer from memory would only echo it') : { store: true, reason: 'the answer is new' }
  }
  const kind = utteranceKind(text)
  return kind === 'statement' ? { store: true, reason: 'the person said it' } : no(addsNothing[kind])
}

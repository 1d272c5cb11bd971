import type { RetrievalDecision } from './memory.js'
import { utteranceKind } from './utterance.js'

interface Rule {
  readonly pattern: RegExp
  readonly retrieve: boolean
  readonly because: string
}

/** Asks for what was said itself; where it names nothing, the latest is meant: "what did we talk about?" */
const recallRules: readonly Rule[] = [
  {
    pattern:
      /\b(remember|recall|remind me|did (?:i|we|you) (?:ever )?(?:say|tell|talk|mention|decide|discuss|plan)|(?:i|we|you) (?:said|told|mentioned|decided|discussed))\b/i,
    retrieve: true,
    because: 'asks about what was said before',
  },
]

/** Holds for every input, as those above: "hello, what did we decide yesterday?" is no mere greeting. */
const pastRules: readonly Rule[] = [
  {
    pattern:
      /\b(last (?:time|night|week|month|year|session|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|the other day|earlier|previous(?:ly)?|(?:days?|weeks?|months?|years?) ago|recently|so far)\b/i,
    retrieve: true,
    because: 'refers to the past',
  },
]

/** What else makes a look worth it, whatever the intent thinks; they name the words that decided. */
const contextRules: readonly Rule[] = [
  { pattern: /\b(my|mine|our|ours)\b/i, retrieve: true, because: "speaks of the person's own things" },
  {
    pattern:
      /^(?:(?:and|but|so|ok|okay) )?(?:(?:what|how|who|why|when|where) )?(?:about |is |was |are |were |does |did |do |can |will )?(it|that|this|he|she|him|her|they|them|those|these)\b/i,
    retrieve: true,
    because: 'points at something not named here',
  },
]

/** Intents that something else than memory answers, whatever words they use. */
const answeredElsewhere: Readonly<Record<string, string>> = {
  greeting: 'a greeting needs no memory',
  system_command: 'this machine answers it',
}

/** Longest input that is looked at; the drift of a message shows at its start. */
const maxInspected = 2_000

/**
 * Whether looking into memory can help with this input, and why.
 *
 * Recall and references to the past always do; a greeting, small talk or a command to the machine never does otherwise.
 * Every other question is looked up: whether it is one about the world or about what was told here, only memory knows,
 * and the relevance of what it finds decides what is used. What no rule knows follows the intent.
 */
export function shouldRetrieve(
  input: string,
  intent: { readonly type: string; readonly needsMemory: boolean },
): RetrievalDecision {
  const text = input.slice(0, maxInspected).trim()
  if (intent.type === 'recall') return { retrieve: true, reason: 'the intent is to recall', latest: true }
  const recalled = firstMatch(recallRules, text)
  if (recalled !== undefined) return { ...recalled, latest: true }
  const past = firstMatch(pastRules, text)
  if (past !== undefined) return past
  const elsewhere = answeredElsewhere[intent.type]
  if (elsewhere !== undefined) return { retrieve: false, reason: elsewhere }
  const kind = utteranceKind(text)
  if (kind === 'small talk') return { retrieve: false, reason: 'small talk needs no memory' }
  const pointed = firstMatch(contextRules, text)
  if (pointed !== undefined) return pointed
  if (kind === 'question') return { retrieve: true, reason: 'a question: what was told before may answer it' }
  return {
    retrieve: intent.needsMemory,
    reason: `the intent ${intent.type} ${intent.needsMemory ? 'may need' : 'needs no'} memory`,
  }
}

function firstMatch(rules: readonly Rule[], text: string): RetrievalDecision | undefined {
  for (const { pattern, retrieve, because } of rules) {
    const found = pattern.exec(text)
    if (found === null) continue
    return { retrieve, reason: retrieve ? `${because} ("${found[1] ?? found[0]}")` : because }
  }
  return undefined
}

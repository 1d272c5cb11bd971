import type { RetrievalDecision } from './memory.js'

interface Rule {
  readonly pattern: RegExp
  readonly retrieve: boolean
  readonly because: string
}

/** Hold for every input: "hello, what did we decide yesterday?" is no mere greeting. */
const recallRules: readonly Rule[] = [
  {
    pattern:
      /\b(remember|recall|remind me|did (?:i|we|you) (?:ever )?(?:say|tell|talk|mention|decide|discuss|plan)|(?:i|we|you) (?:said|told|mentioned|decided|discussed))\b/i,
    retrieve: true,
    because: 'asks about what was said before',
  },
  {
    pattern:
      /\b(last (?:time|night|week|month|year|session|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|the other day|earlier|previous(?:ly)?|(?:days?|weeks?|months?|years?) ago|recently|so far)\b/i,
    retrieve: true,
    because: 'refers to the past',
  },
]

/** In this order: a question about the person's own things is looked up even when it reads like one about the world. */
const contextRules: readonly Rule[] = [
  { pattern: /\b(my|mine|our|ours)\b/i, retrieve: true, because: "speaks of the person's own things" },
  {
    pattern:
      /^(?:(?:and|but|so|ok|okay) )?(?:(?:what|how|who|why|when|where) )?(?:about |is |was |are |were |does |did |do |can |will )?(it|that|this|he|she|him|her|they|them|those|these)\b/i,
    retrieve: true,
    because: 'points at something not named here',
  },
  {
    pattern: /^(?:what|who|where|when|how|why|which)\b(?!.*\b(?:i|me|we|us|you)\b)[^.!]*$/i,
    retrieve: false,
    because: 'a question that stands on its own',
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
 * Recall and references to the past always do; a greeting or a command to the machine never does otherwise; what no rule
 * knows follows the intent.
 */
export function shouldRetrieve(
  input: string,
  intent: { readonly type: string; readonly needsMemory: boolean },
): RetrievalDecision {
  const text = input.slice(0, maxInspected).trim()
  if (intent.type === 'recall') return { retrieve: true, reason: 'the intent is to recall' }
  const recalled = firstMatch(recallRules, text)
  if (recalled !== undefined) return recalled
  const elsewhere = answeredElsewhere[intent.type]
  if (elsewhere !== undefined) return { retrieve: false, reason: elsewhere }
  return (
    firstMatch(contextRules, text) ?? {
      retrieve: intent.needsMemory,
      reason: `the intent ${intent.type} ${intent.needsMemory ? 'may need' : 'needs no'} memory`,
    }
  )
}

/** A question about what was said before: it asks memory and adds nothing to it. */
export const asksForRecall = (input: string): boolean =>
  firstMatch(recallRules, input.slice(0, maxInspected)) !== undefined && input.trimEnd().endsWith('?')

function firstMatch(rules: readonly Rule[], text: string): RetrievalDecision | undefined {
  for (const { pattern, retrieve, because } of rules) {
    const found = pattern.exec(text)
    if (found === null) continue
    return { retrieve, reason: retrieve ? `${because} ("${found[1] ?? found[0]}")` : because }
  }
  return undefined
}

/**
 * What somebody does with an input: asks, tells somebody to do something, is polite, or states something. Told by its
 * shape alone: no model is asked.
 */
export type UtteranceKind = 'question' | 'command' | 'small talk' | 'statement'

/** Longest beginning that is looked at. */
const maxInspected = 2_000

const politeWords =
  "hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|night)|greetings|thanks?(?: you)?(?: (?:so|very) much| a lot| a bunch)?|many thanks|thx|cheers|bye(?: bye)?|goodbye|see (?:you|ya)(?: (?:later|soon|tomorrow))?|how are (?:you|things)(?: (?:doing|today))*|how(?:'|’)?s it going|what(?:'|’)?s up|nice to meet you|you(?:'|’)?re welcome|well done|good job|(?:that(?:'|’)?s |that is |this is |it(?:'|’)?s )?(?:very |really |so )?(?:ok|okay|great|cool|nice|perfect|awesome|wonderful|excellent|brilliant|lovely|good|fine|helpful)|yes|no|yep|nope|sure|please|got it|i see|lol|haha"
/** Said along with the above, to nobody or to Sena. */
const politeFill =
  'there|sena|again|everyone|all|and|so|for (?:that|this|everything|(?:your|the|all your) help)|then|now'

/** Longer than this is no mere politeness; it also bounds what the pattern may try. */
const maxSmallTalk = 80

const smallTalk = new RegExp(`^(?:${politeWords})(?:[\\s,!.]+(?:${politeWords}|${politeFill}))*[\\s!.,?…]*$`, 'i')

const verbs =
  'is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|might|must|has|have|had|isn|aren|wasn|don|doesn|didn|won'
const persons =
  'i|you|we|he|she|it|they|there|this|that|these|those|the|a|an|my|your|our|his|her|their|its|any|anyone|somebody|someone'

/** Questions typed without their mark: "when is the deploy window", "what's anna allergic to", "is my server down". */
const unmarkedQuestions: readonly RegExp[] = [
  new RegExp(`^(?:what|who|whom|whose|when|where|why|which|how)(?:(?:'|’)?(?:s|re|d)\\b| (?:${verbs})\\b)`, 'i'),
  new RegExp(`^(?:what|which|whose) (?!(?:${persons})\\b)\\S+ (?:${verbs})\\b`, 'i'),
  /^how (?:much|many|long|often|far|old|big|fast|late|to|come|about)\b/i,
  /^what about\b/i,
  new RegExp(`^(?:${verbs})(?:n?(?:'|’)?t)? (?:${persons})\\b`, 'i'),
  /^(?:any idea|do you know|can you tell)\b/i,
]

/** What is asked of Sena. "Tell Anna that we moved" and "Make sure the gate is shut" say something; these do not. */
const command =
  /^(?:please |now |just |ok(?:ay)?,? )*(?:tell (?:me|us|a|an|another|one)|show|give (?:me|us|a|an)|list|explain|describe|summari[sz]e|translate|write (?:me |us )?(?:a|an|the|some)|find|search|look up|help(?: me)?|continue|go on|stop|try again|repeat|say|open|close|run|calculate|compute|convert|compare|analy[sz]e|generate|draw|sing)\b/i

/** Longer than this, a command carries its material with it. */
const maxCommand = 200

/** The kind of a text: a statement as soon as one of its sentences states something. */
export function utteranceKind(text: string): UtteranceKind {
  if (text.length > maxInspected) return kindOfSentences(text.slice(0, maxInspected), false)
  return kindOfSentences(text, text.length <= maxCommand)
}

function kindOfSentences(text: string, mayCommand: boolean): UtteranceKind {
  const found = sentences(text).map((sentence) => kindOfSentence(sentence, mayCommand))
  if (found.length === 0 || found.includes('statement')) return 'statement'
  // "Thanks! When is it?" asks.
  return found.find((kind) => kind === 'question') ?? found.find((kind) => kind === 'command') ?? 'small talk'
}

function kindOfSentence(sentence: string, mayCommand: boolean): UtteranceKind {
  if (sentence.length <= maxSmallTalk && smallTalk.test(sentence)) return 'small talk'
  if (/[?？]\s*$/.test(sentence)) return 'question'
  if (mayCommand && command.test(sentence)) return 'command'
  // A full stop at its end says that it is meant as it stands: "What's done is done."
  if (/[.!。！]$/.test(sentence)) return 'statement'
  const asked = sentence.replace(/^(?:(?:and|but|so|hey|ok|okay|well|sena|please)[\s,]+)+/i, '')
  return unmarkedQuestions.some((pattern) => pattern.test(asked)) ? 'question' : 'statement'
}

const sentences = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?…])\s+|(?<=[。！？])|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))

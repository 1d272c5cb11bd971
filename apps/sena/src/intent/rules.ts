import type { Intent } from './intent.js'
import { systemInfoRequest } from './system-info-request.js'

type Rule = (input: string) => Intent | undefined

const greeting: Rule = (input) =>
  /^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening)|greetings)(?: (?:there|sena|again|everyone))*[\s!.,?]*$/i.test(
    input,
  )
    ? {
        type: 'greeting',
        recommendedModel: 'fast',
        requiredExtensions: [],
        needsMemory: false,
        confidence: 0.95,
        reason: 'nothing but a greeting',
      }
    : undefined

const systemCommand: Rule = (input) => {
  const infoType = systemInfoRequest(input)
  return infoType === undefined
    ? undefined
    : {
        type: 'system_command',
        recommendedModel: 'fast',
        requiredExtensions: [{ name: 'system_info', args: { info_type: infoType } }],
        needsMemory: false,
        confidence: 0.9,
        reason: `asks this machine about ${infoType === 'all' ? 'itself' : infoType}`,
      }
}

const recall: Rule = (input) =>
  /\b(?:do you (?:remember|recall|know (?:what|when|who|where) (?:i|my))|remind me (?:what|when|who|where|of|about)|what (?:did|have) (?:i|we|you) (?:ever )?(?:say|said|tell|told|talk|talked|mention|mentioned|decide|decided|discuss|discussed)|(?:find|search|look up) (?:my |the |any )?(?:notes?|memor(?:y|ies)|conversations?) (?:about|on|for|of))\b/i.test(
    input,
  )
    ? {
        type: 'recall',
        recommendedModel: 'fast',
        requiredExtensions: [],
        needsMemory: true,
        confidence: 0.9,
        reason: 'asks what was said before',
      }
    : undefined

const codeRequest: Rule = (input) =>
  /```|\b(?:write|fix|debug|refactor|implement|explain|review|optimi[sz]e)\b.{0,60}\b(?:code|function|class|method|script|program|regex|query|sql|test|bug|algorithm|typescript|javascript|python|rust|golang|bash)\b|\b(?:stack ?trace|compile(?:r)? error|segfault|syntax error|traceback)\b/i.test(
    input,
  )
    ? {
        type: 'code_request',
        recommendedModel: 'code',
        requiredExtensions: [],
        needsMemory: true,
        confidence: 0.8,
        reason: 'is about code',
      }
    : undefined

/** Longer than a remark: a task with parts. */
const longInput = 600

const complexQuery: Rule = (input) =>
  input.length > longInput ||
  /\b(?:analy[sz]e|compare|evaluate|trade-?offs?|pros and cons|step by step|in depth|strategy|critique|derive|prove)\b/i.test(
    input,
  )
    ? {
        type: 'complex_query',
        recommendedModel: 'critical',
        requiredExtensions: [],
        needsMemory: true,
        confidence: 0.6,
        reason: input.length > longInput ? 'is long' : 'asks for analysis',
      }
    : undefined

/** First match wins: what can be told for certain comes before what is only likely. */
const rules: readonly Rule[] = [greeting, recall, systemCommand, codeRequest, complexQuery]

/** Longest beginning that rules look at. */
const maxInspected = 4_000

/** The router's first step: rules that need no model and take microseconds. */
export function classifyByRules(message: string): Intent {
  const input = message.slice(0, maxInspected).trim()
  for (const rule of rules) {
    const intent = rule(input)
    if (intent !== undefined) return intent
  }
  return {
    type: 'general_conversation',
    recommendedModel: 'fast',
    requiredExtensions: [],
    needsMemory: true,
    confidence: 0.4,
    reason: 'no rule knows it',
  }
}

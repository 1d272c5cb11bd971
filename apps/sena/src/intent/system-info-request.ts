/** What `system_info` can tell. */
export const systemInfoTypes = ['cpu', 'cores', 'memory', 'disk', 'uptime', 'all'] as const
export type SystemInfoType = (typeof systemInfoTypes)[number]

const machine =
  "(?:(?:this|my|the|your|our) (?:\\w+ )?(?:computer|laptop|machine|server|pc|host|box|vm|notebook|desktop|workstation|system)(?:(?:'|’)?s)?)"
const state = '(?:ok|okay|fine|alright|all right|healthy|busy|idle|slow|overloaded|loaded|maxed out|full|low|hot)'
const measure = '(?:load|usage|use|utili[sz]ation|status|info|information|health|stats)'
const processor = '(?:cpus?|processors?)'
const drive = '(?:disks?|hard (?:drive|disk)|drive|ssd|storage)'
/** Who or what has it, where somebody asks how much there is: "does a goldfish have" is about something else. */
const here = `(?!.* (?:does|do|can|should|would|could|will) (?!i\\b|we\\b|${machine}))(?! (?:of|for)\\b)`

const anyOf = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i')

/**
 * How people ask a machine about itself. A subject alone is never enough, "memory", "core" and "ram" are about anything:
 * each pattern holds a subject together with what is asked of it.
 */
const subjects: readonly (readonly [SystemInfoType, RegExp])[] = [
  [
    'cpu',
    anyOf(
      `\\b${processor}(?:'s|’s)? (?:${measure}|model|speed|percentage)\\b`,
      `\\bhow (?:busy|loaded|hot) (?:is|are) (?:the|my|this) (?:\\w+ )?${processor}\\b`,
      `\\b(?:is|are) (?:the|my|this) ${processor} ${state}\\b`,
      `\\b(?:what|which) ${processor} (?:do i|have i|does ${machine}|is (?:in )?${machine})`,
      `^(?:show |check )?(?:the |my )?${processor}\\W*$`,
      '\\bload average\\b',
    ),
  ],
  ['cores', anyOf(`\\bhow many (?:${processor} )?(?:cores|cpus|processors)\\b${here}`)],
  [
    'memory',
    anyOf(
      `\\bhow much (?:\\w+ )?(?:ram|memory|swap)\\b${here}`,
      `\\b(?:free|used|available|system|computer(?:'|’)?s?|machine(?:'|’)?s?) (?:memory|ram|swap)\\b(?! (?:of|for)\\b)`,
      `\\b(?:memory|ram|swap) (?:${measure}|free|left|available)\\b`,
      `\\b(?:is|are) (?:the|my) (?:memory|ram|swap) ${state}\\b`,
      '^(?:show |check )?(?:the |my )?(?:ram|swap)\\W*$',
    ),
  ],
  [
    'disk',
    anyOf(
      `\\bhow much (?:\\w+ )?${drive}\\b${here}`,
      `\\bspace\\b.*\\b(?:on|of) (?:the|my|this|your) (?:\\w+ )?(?:${drive}|computer|laptop|machine|server)\\b`,
      '\\b(?:how much|any) (?:free )?space (?:do i have|have i got|is|left|free)(?: left| free| available| there)*\\W*$',
      `\\b${drive} (?:${measure}|space|capacity|full|free|left)\\b`,
      `\\b(?:is (?:the|my|this)|how full is (?:the|my|this)) (?:\\w+ )?${drive}(?: ${state})?\\W*$`,
      '^(?:show |check )?(?:the |my )?(?:free space|disk)\\W*$',
    ),
  ],
  [
    'uptime',
    anyOf(
      `^(?:show |check |tell me |what(?:(?:'|’)s| is) )?(?:the |my |system |${machine} )*uptime(?: of ${machine})?\\W*$`,
      `\\bhow long (?:has|is|was) ${machine} (?:been )?(?:running|up|on|online)\\b`,
      `\\bwhen (?:was|did) ${machine} (?:last )?(?:re)?(?:boot|start)`,
    ),
  ],
  [
    'all',
    anyOf(
      '\\bsystem (?:info|information|status|load|resources|health)\\b',
      `\\bhow(?:(?:'|’)?s| is| are) ${machine} (?:doing|feeling|holding up|going|running|performing)\\b`,
      `\\b(?:is|are) ${machine} (?:\\w+ )?${state}\\W*$`,
      `\\bhow (?:busy|loaded|healthy) is ${machine}`,
      `\\b(?:my|this) (?:computer|laptop|machine|server|system)(?:(?:'|’)s)? ${measure}\\b`,
    ),
  ],
]

const asks =
  /\?|\b(?:what|how|show|tell|check|get|give|display|report|list|is|are|status|usage|load|much|many|free|left|info|information|uptime|cpu|ram|disk|swap)\b/i

/** About machines in general, or a task: nothing that a look at this one answers. */
const general =
  /\b(?:explain|define|meaning|means?|works?|recipe|write|script|function|code|how (?:do|can|should|to|does (?!my|this|the))|what (?:is|are) an?)\b/i

/** Longer than this is a text about computers rather than a question to this one. */
const maxLength = 200

/** Which part of the system an input asks about, if it does. */
export function systemInfoRequest(input: string): SystemInfoType | undefined {
  if (input.length > maxLength || !asks.test(input) || general.test(input)) return undefined
  const found = subjects.filter(([, pattern]) => pattern.test(input)).map(([type]) => type)
  return found.length > 1 ? 'all' : found[0]
}

/** What `system_info` can tell. */
export const systemInfoTypes = ['cpu', 'memory', 'disk', 'all'] as const
export type SystemInfoType = (typeof systemInfoTypes)[number]

/** Words that make a question one about a machine: "memory" and "disk" alone could be about anything. */
const subjects: readonly (readonly [SystemInfoType, RegExp])[] = [
  ['cpu', /\b(?:cpu|processor|load average|cores?)\b/i],
  [
    'memory',
    /\b(?:ram|swap|(?:free|used|available|system|computer'?s?|machine'?s?) memory|memory (?:usage|use|load|free|left|available))\b/i,
  ],
  ['disk', /\b(?:disk|hard drive|ssd|storage space|free space)\b/i],
  [
    'all',
    /\b(?:system (?:info|information|status|load|resources)|uptime|my (?:computer|machine|system) (?:doing|status))\b/i,
  ],
]

const asks =
  /\?|\b(?:what|how|show|tell|check|get|give|display|report|list|is|are|status|usage|load|much|many|free|left|info|information|uptime)\b/i

/** Longer than this is a text about computers rather than a question to this one. */
const maxLength = 200

/** Which part of the system an input asks about, if it does. */
export function systemInfoRequest(input: string): SystemInfoType | undefined {
  if (input.length > maxLength || !asks.test(input)) return undefined
  const found = subjects.filter(([, pattern]) => pattern.test(input)).map(([type]) => type)
  return found.length > 1 ? 'all' : found[0]
}

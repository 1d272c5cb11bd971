import type { CliDefinition, CommandContext, CommandResult } from '../command.js'
import { type Candidate, candidates } from './candidates.js'
import { splitLine } from './split-line.js'

/**
 * The hidden command behind every completion script. Never fails: a broken completion must not disturb the prompt.
 *
 * `__complete bash LINE BREAKS` answers in bash's terms; `__complete zsh WORDS…` and `fish` get words already split.
 */
export async function complete(
  definition: CliDefinition,
  [shell, ...given]: readonly string[],
  context: CommandContext,
): Promise<CommandResult> {
  const [line = '', breaks = ''] = given
  const words = shell === 'bash' ? splitLine(line).slice(1) : given
  const found = await candidates(definition, words.length === 0 ? [''] : words, context).catch(() => [])
  const typed = words.at(-1) ?? ''
  const lines = found.map((candidate) => {
    if (shell === 'bash') return forBash(candidate, typed, breaks)
    return candidate.description === undefined ? candidate.value : `${candidate.value}\t${candidate.description}`
  })
  return { data: found.map(({ value }) => value), text: lines.join('\n') }
}

/** Bash replaces only what follows the last break character, and inserts what it is given as it stands. */
function forBash({ value }: Candidate, typed: string, breaks: string): string {
  const lastBreak = Math.max(
    -1,
    ...[...':='].filter((sign) => breaks.includes(sign)).map((sign) => typed.lastIndexOf(sign)),
  )
  return value.slice(lastBreak + 1).replace(/[^\w@%+=:,./-]/gu, '\\$&')
}

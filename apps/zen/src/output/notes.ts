import { type CommandContext, neutralise } from '@engawa/cli-kit'
import { countFindings, type RedactionFinding } from '@engawa/core'
import type { FailedCandidate, FinishReason } from '@engawa/llm-providers'

interface Answered {
  readonly provider: string
  readonly model: string
  readonly insteadOf: readonly FailedCandidate[]
  readonly cached: boolean
}

/**
 * Say on stderr what was done to the question on its way: nothing is cut or taken out in silence. Names of files and
 * words of programs stand in notes: none may reach the terminal as anything but text, or look like a note of its own.
 */
export function reportNotes(
  { stderr, verbosity, format }: Pick<CommandContext, 'stderr' | 'verbosity' | 'format'>,
  notes: readonly string[],
  findings: readonly RedactionFinding[],
): void {
  if (verbosity === 'quiet' || format === 'json') return
  for (const note of notes) stderr.write(`note: ${neutralise(note).replaceAll(/\r?\n/g, '␊')}\n`)
  if (findings.length > 0) stderr.write(`note: ${describeFindings(findings)} before anything was sent\n`)
}

/** An answer that looks whole but is not. */
export function endingNotes(reason: FinishReason): readonly string[] {
  if (reason === 'length') return ['the answer was cut off at its longest length; --max-tokens allows more']
  if (reason === 'content-filter') return ['the provider withheld the rest of the answer']
  return []
}

/** Another one answered than was asked for, or nobody did. */
export function originNotes({ provider, model, insteadOf, cached }: Answered): readonly string[] {
  const failed = insteadOf.map((one) => `${one.provider}/${one.model} failed (${one.code})`)
  return [
    ...(failed.length === 0 ? [] : [`${failed.join(', ')}; ${provider}/${model} answered instead`]),
    ...(cached ? ['the same was asked before: this is the answer of that time'] : []),
  ]
}

/** `2 secrets were taken out (github-token, password)` */
export function describeFindings(findings: readonly RedactionFinding[]): string {
  const rules = Object.keys(countFindings(findings)).join(', ')
  return `${findings.length} ${findings.length === 1 ? 'secret was' : 'secrets were'} taken out (${rules})`
}

import { page, place } from '../engine/markdown.js'
import type { Finding } from './finding.js'
import { severities } from './severity.js'

/** Findings for people, the gravest first. */
export function findingsMarkdown(findings: readonly (Finding & { readonly cwe?: string | null })[]): string {
  if (findings.length === 0) return 'Nothing was found.'
  return page(
    countsInWords(findings),
    ...findings.map(({ severity, title, file, line, explanation, fix, rule, cwe }) =>
      page(
        `## ${severity}: ${title}`,
        [file === null ? '' : `\`${place(file, line)}\``, `(${[rule, cwe].filter(Boolean).join(', ')})`]
          .join(' ')
          .trim(),
        explanation,
        fix === '' ? '' : `**Fix:** ${fix}`,
      ),
    ),
  )
}

/** `3 findings: 1 high, 2 low` */
function countsInWords(findings: readonly Finding[]): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${counts.join(', ')}`
}

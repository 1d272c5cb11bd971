import { neutralise } from '@engawa/cli-kit'
import type { LeftOut, LeftOutReason, SourceReport } from './source.js'

const why: Readonly<Record<LeftOutReason, string>> = {
  ignored: 'ignored',
  binary: 'binary',
  image: 'images of a folder',
  secret: 'secrets by their name',
  large: 'too large',
  link: 'links',
  unreadable: 'not readable',
  budget: 'did not fit',
  count: 'too many files',
}

/**
 * A note for each file that was cut, and one for all that was left out. Empty when everything went whole.
 *
 * @param remedy what lets more of a file go
 */
export function describeReport(
  { texts, leftOut }: Pick<SourceReport, 'texts' | 'leftOut'>,
  remedy = '--file-tokens allows more',
): readonly string[] {
  const cut = texts.filter(({ lines }) => lines.shown < lines.total)
  return [
    ...cut.map(
      ({ name, lines }) =>
        `${neutralise(name)} was cut to its first ${lines.shown} of ${lines.total} lines to fit; ${remedy}`,
    ),
    ...(leftOut.length === 0 ? [] : [`left out: ${groups(leftOut).join('; ')}`]),
  ]
}

function groups(leftOut: readonly LeftOut[]): readonly string[] {
  const byReason = new Map<LeftOutReason, string[]>()
  for (const { name, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), neutralise(name)])
  return [...byReason].map(([reason, names]) => {
    // What somebody told their tools to ignore is no news by name.
    if (reason === 'ignored') return `${names.length} ignored`
    const shown = names.slice(0, 5).join(', ')
    return `${why[reason]} (${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ''})`
  })
}

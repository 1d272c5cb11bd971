import { FilterError } from '@engawa/core'

/** The shape of a sentinel, whoever made it: of this filter, of an earlier run, of a model that changed its digits. */
const sentinelLike = /‹secret:[^‹›\s]{1,160}›/

/**
 * Refuses a text that is about to be written where a sentinel would take the place of a real secret: a file, what an
 * extension hands on.
 *
 * @param target what would be written, for the message: `config/app.env`
 * @throws FilterError `filter/sentinel`
 */
export function refuseSentinels(text: string, target: string): void {
  const found = sentinelLike.exec(text)
  if (found === null) return
  const line = text.slice(0, found.index).split('\n').length
  throw new FilterError(`${target} was not written: line ${line} holds the mark of a secret that was taken out.`, {
    code: 'filter/sentinel',
    hint: 'Put the secret in by hand, or write this part yourself: the mark would destroy what stood there.',
    details: { line },
  })
}

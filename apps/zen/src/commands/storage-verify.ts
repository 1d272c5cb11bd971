import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { exitCodes, UserError } from '@engawa/core'
import { verify } from '@engawa/storage'
import { countsInWords } from '../output/storage-counts.js'
import { backendAt, placeOfType } from '../sessions/place-of-type.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen storage verify`: what it finds is its answer; finding something ends it with the exit code of storage. */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const backend = settings.values.storage.type
  const against = options.against as string | undefined
  if (against === backend) {
    throw new UserError(`${backend} can't be compared with itself`, {
      code: 'zen/verify',
      hint: 'Name another backend after --against, or leave it out.',
    })
  }
  const at = async (type: string) => backendAt(await placeOfType(type, settings, context), context)
  const found = await verify(await at(backend), against === undefined ? {} : { against: await at(against) })
  const { content, problems } = found
  const isWhole = problems.length === 0
  return {
    data: {
      backend,
      against: against ?? null,
      whole: isWhole,
      content: { ...content },
      content_there: found.against === undefined ? null : { ...found.against },
      problems: [...problems],
    },
    text: [
      `${backend}: ${countsInWords(content)}, SHA-256 ${content.hash}`,
      ...(isWhole ? [`All of it is whole${against === undefined ? '' : `, and the same in ${against}`}.`] : []),
      ...problems.map((problem) => neutralise(problem)),
    ].join('\n'),
    ...(isWhole ? {} : { exitCode: exitCodes.storage }),
  }
}

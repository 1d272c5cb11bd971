import type { CommandContext, CommandModule } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { type Counts, migrate, openStorage, type StorageOptions } from '@engawa/storage'
import { countsInWords } from '../output/storage-counts.js'
import { backendAt, placeOfType } from '../sessions/place-of-type.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen storage migrate` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const from = (options.from as string | undefined) ?? settings.values.storage.type
  const to = options.to as string | undefined
  if (to === undefined || to === from) {
    throw new UserError(to === undefined ? 'where to is not said' : `source and target are both ${to}`, {
      code: 'zen/migrate',
      hint: 'Name another backend: zen storage migrate --to redis',
    })
  }
  const dryRun = options.dryRun === true
  const place = await placeOfType(from, settings, context)
  // Not in a dry run: it writes nothing, and merging does.
  if (!dryRun) await mergeFirst(place)
  const target = backendAt(await placeOfType(to, settings, context), context)
  const progress = progressOn(context)
  const report = await migrate(backendAt(place, context), target, { dryRun, onProgress: progress.show })
  progress.end()
  const { content, verified, ...copied } = report
  const what = countsInWords(copied)
  return {
    data: { from, to, dry_run: dryRun, ...copied, verified, content: { ...content } },
    text: dryRun
      ? `${what} would be copied from ${from} to ${to}.`
      : `${what} copied from ${from} to ${to}.\nAll was read again there: ${countsInWords(content)}, SHA-256 ${content.hash}`,
  }
}

/** A line that is written over, where somebody looks on. */
function progressOn({ stderr, verbosity }: Pick<CommandContext, 'stderr' | 'verbosity'>) {
  const isShown = stderr.isTty && verbosity !== 'quiet'
  let hasShown = false
  return {
    show: (copied: Counts) => {
      if (!isShown) return
      stderr.write(`\r${countsInWords(copied)}`)
      hasShown = true
    },
    end: () => {
      if (hasShown) stderr.write('\n')
    },
  }
}

/** What was written while the server was away belongs to it. Opening merges it. */
async function mergeFirst(place: StorageOptions): Promise<void> {
  if (place.type === 'chain') await (await openStorage({ ...place, required: true })).close()
}

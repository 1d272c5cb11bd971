import type { CommandModule } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { type BackendOptions, migrate, openStorage, type StorageOptions } from '@engawa/storage'
import { placeOf } from '../sessions/open-store.js'
import { type OpenSettings, openSettings } from '../settings/open-settings.js'

type StoreContext = Parameters<typeof placeOf>[1]

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
  const { stderr, verbosity } = context
  await mergeFirst(placeFor(settings, context, from))
  const source = withoutStandIns(placeFor(settings, context, from))
  const target = withoutStandIns(placeFor(settings, context, to))
  const report = await migrate(source, target, {
    dryRun,
    onProgress: ({ messages }) => {
      if (stderr.isTty && verbosity !== 'quiet') stderr.write(`\r${messages} messages`)
    },
  })
  if (stderr.isTty && verbosity !== 'quiet' && report.messages > 0 && !dryRun) stderr.write('\n')
  const { sessions, messages, verified, content } = report
  const what = `${messages} messages of ${sessions} sessions`
  return {
    data: { from, to, dry_run: dryRun, sessions, messages, verified, content: { ...content } },
    text: dryRun
      ? `${what} would be copied from ${from} to ${to}.`
      : `${what} copied from ${from} to ${to}. All ${content.messages} were read again there: SHA-256 ${content.hash}`,
  }
}

function placeFor({ values, ...settings }: OpenSettings, context: StoreContext, type: string): StorageOptions {
  const storage = { ...values.storage, type: type as OpenSettings['values']['storage']['type'] }
  return placeOf({ ...settings, values: { ...values, storage } }, context)
}

const withoutStandIns = (place: StorageOptions): BackendOptions => (place.type === 'chain' ? place.chain[0] : place)

/** What was written while the server was away belongs to it. Opening merges it. */
async function mergeFirst(place: StorageOptions): Promise<void> {
  if (place.type === 'chain') await (await openStorage({ ...place, required: true })).close()
}

import type { CommandContext } from '@engawa/cli-kit'
import type { BackendOptions, StorageOptions } from '@engawa/storage'
import type { OpenSettings } from '../settings/open-settings.js'
import type { RingContext } from './data-keys.js'
import { placeOf } from './open-store.js'
import { describeDamage } from './storage-reports.js'

/** Where a backend of this type keeps conversations, as the settings say; with whoever stands in for it. */
export function placeOfType(
  type: string,
  { values, ...settings }: OpenSettings,
  context: RingContext,
): Promise<StorageOptions> {
  const storage = { ...values.storage, type: type as OpenSettings['values']['storage']['type'] }
  return placeOf({ ...settings, values: { ...values, storage } }, context)
}

/** The backend itself, with nobody to stand in, and with the keys of all. Damage that it meets is told. */
export function backendAt(
  place: StorageOptions,
  context: Pick<CommandContext, 'stderr' | 'log' | 'verbosity'>,
): BackendOptions {
  const backend = place.type === 'chain' ? alone(place) : place
  return backend.type === 'file' ? { ...backend, onReport: (report) => describeDamage(report, context) } : backend
}

const alone = ({ chain, encryption }: StorageOptions & { readonly type: 'chain' }): BackendOptions => ({
  ...chain[0],
  ...(encryption && { encryption }),
})

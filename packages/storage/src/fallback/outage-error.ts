import { type EngawaError, isEngawaError, StorageError } from '@engawa/core'

/** The place can't be used now, whoever asks and whatever for. */
const outages = new Set(
  ['unreachable', 'timeout', 'busy', 'read-only', 'enospc', 'edquot', 'erofs', 'eio', 'emfile', 'enfile'].map(
    (name) => `storage/${name}`,
  ),
)

/**
 * Whether a failure is the place's and may pass. A wrong password, a certificate that can't be verified or a newer
 * format is not: it is a mistake in the configuration, and falling back would hide it.
 */
export const isOutage = (error: unknown): error is EngawaError => isEngawaError(error) && outages.has(error.code)

export const undecidable = (primary: string) =>
  new StorageError(`an append that expects a position can't be decided while ${primary} is away`, {
    code: 'storage/outage',
    recoverable: true,
    hint: `Leave expectedSeq out, or try again when ${primary} is back: only it knows all messages.`,
  })

export const notKept = (primary: string) =>
  new StorageError(`this can only be done in ${primary}, which is away`, {
    code: 'storage/outage',
    recoverable: true,
    hint: `Conversations go on meanwhile. For all else try again when ${primary} is back.`,
  })

export const stillMerging = (primary: string, cause: Error) =>
  new StorageError(`another process is still merging what was written while ${primary} was away`, {
    code: 'storage/busy',
    recoverable: true,
    cause,
    hint: 'It goes on by itself.',
  })

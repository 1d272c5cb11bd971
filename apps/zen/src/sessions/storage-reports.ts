import type { CommandContext } from '@engawa/cli-kit'
import type { DamageReport, FallbackEvent } from '@engawa/storage'

type Ears = Pick<CommandContext, 'stderr' | 'log' | 'verbosity'>

/** What can't be read is passed over, but never in silence. */
export function describeDamage({ kind, path, offset, quarantine, ...rest }: DamageReport, { stderr, log }: Ears): void {
  const kept = quarantine === undefined ? '' : `; its bytes are kept in ${quarantine}`
  const what =
    kind === 'torn-tail'
      ? `${path} ends in a write that was cut off; it had not been acknowledged`
      : `${path} has a damaged record at byte ${offset}, which is left out${kept}`
  stderr.write(`warning: ${what}\n`)
  log.warn('a conversation is damaged', { kind, path, offset, quarantine, ...rest })
}

/** Another backend serves, or the right one again: said once, when it happens. */
export function reportFallback({ type, message }: FallbackEvent, { stderr, log, verbosity }: Ears): void {
  log.warn(message, { event: type })
  if (verbosity !== 'quiet') stderr.write(`${type === 'recovered' ? 'note' : 'warning'}: ${message}\n`)
}

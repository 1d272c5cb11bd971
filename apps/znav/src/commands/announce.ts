import type { CommandContext } from '@engawa/cli-kit'
import type { SecretFilter } from '@engawa/secret-filter'
import type { PaneRecord } from '../domain/pane.js'
import { plain } from '../output/plain.js'
import { type Perth, warn } from './perth.js'

/**
 * Announce sessions that came or went between two looks at the panes. Nobody's work fails for an announcement.
 *
 * @returns how many wait for the broker now
 */
export async function announceSessionsOf(
  before: readonly PaneRecord[],
  after: readonly PaneRecord[],
  perth: Perth,
  context: CommandContext,
  known?: SecretFilter,
): Promise<number> {
  try {
    const { announceSessions } = await import('../events/announce-sessions.js')
    const { filterOf } = await import('./secret-filtering.js')
    const filter = known ?? (await filterOf(perth.config, context))
    return await announceSessions(before, after, { state: perth.state, clock: perth.clock, filter })
  } catch (error) {
    tellOfEvents('sessions could not be announced', error, context)
    return 0
  }
}

/**
 * Start the delivery of events in the background. Also those that were left behind while the broker was away get another
 * try. What they tell of is stored by then: a failure here is told, and is not one of the command.
 *
 * @param added something new waits
 */
export async function deliverLater({ config, state }: Perth, added: boolean, context: CommandContext): Promise<void> {
  if (config.bloodbank_url === '') return
  try {
    if (!added && (await state.outbox.status()).pending === 0) return
    const { startRelay } = await import('../events/start-relay.js')
    startRelay(context.env)
  } catch (error) {
    tellOfEvents('what was asked for is done, but events could not be sent on', error, context)
  }
}

function tellOfEvents(what: string, error: unknown, context: CommandContext): void {
  const reason = error instanceof Error ? error.message : String(error)
  context.log.warn('events are in trouble', { reason })
  warn(context, `${what}: ${plain(reason)} See znav events status.`)
}

import type { CommandContext } from '@engawa/cli-kit'
import { plain } from '../output/plain.js'
import { type Perth, warn } from './perth.js'

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
    const reason = error instanceof Error ? error.message : String(error)
    context.log.warn('delivery could not be started', { reason })
    warn(context, `the entry is stored, but events could not be sent on: ${plain(reason)} See znav events status.`)
  }
}

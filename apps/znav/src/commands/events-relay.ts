import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { deliver } from '../events/deliver.js'
import { withPerth } from './perth.js'

/** `znav events relay`, started in the background by `pane log`: deliver what waits, and end. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const { bloodbank_url: url } = perth.config
    let delivered = 0
    // Another relay that holds the lock may have looked at the outbox for the last time just before an event was
    // added. So whoever lets go of the lock looks once more; whoever finds it held leaves the rest to the holder.
    while (url !== '' && (await perth.state.outbox.status()).pending > 0) {
      const result = await deliver(perth, url, 0)
      if (result === undefined || result.error !== undefined) break
      delivered += result.delivered
    }
    return { data: { delivered } }
  })
}

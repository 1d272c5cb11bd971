import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { claimMs, deliver } from '../events/deliver.js'
import { withPerth } from './perth.js'

const pauseMs = 500

/** `znav events relay`, started in the background by `pane log`: deliver what waits, and end. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    const { config, state, clock } = perth
    let delivered = 0
    let idleSince = clock.monotonic()
    // Another relay that holds the lock may have looked at the outbox for the last time just before an event was
    // added. So whoever lets go of the lock looks once more; whoever finds it held leaves the rest to the holder.
    while (config.bloodbank_url !== '' && (await state.outbox.status()).pending > 0) {
      const result = await deliver(perth, 0)
      if (result === undefined || result.error !== undefined) break
      delivered += result.delivered
      if (result.delivered > 0) idleSince = clock.monotonic()
      else if (clock.monotonic() - idleSince > claimMs + pauseMs) break
      // What is left is claimed: by a relay of another machine, or by one that was killed, whose claims end by themselves.
      else await sleep(pauseMs, undefined, { signal: context.signal })
    }
    return { data: { delivered } }
  })
}

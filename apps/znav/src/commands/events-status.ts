import { type CommandContext, type CommandResult, relativeTime } from '@engawa/cli-kit'

import { counted } from '../output/counted.js'
import { withPerth } from './perth.js'

/** `znav events status`: what waits in the outbox. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async ({ state, config, clock }) => {
    const { pending, oldest, dropped } = await state.outbox.status()
    const broker = config.bloodbank_url === '' ? null : brokerAddress(config.bloodbank_url)
    const since = oldest === undefined ? '' : `, the oldest from ${relativeTime(oldest, clock.now())}`
    const lost =
      dropped === 0
        ? ''
        : `\nDropped: ${counted(dropped, 'event')}, because the outbox was full, they had waited a week, or the broker never took them.`
    return {
      data: { broker, pending, oldest: oldest ?? null, dropped },
      text: `Broker: ${broker ?? 'none (bloodbank_url is not set)'}\nWaiting: ${counted(pending, 'event')}${since}.${lost}`,
    }
  })
}

/** The address without user and password. */
export function brokerAddress(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

import { join } from 'node:path'
import type { CommandContext } from '@engawa/cli-kit'
import { withFileLock } from '@engawa/durable-fs'
import type { Navigation } from '../navigation/open-pane.js'
import { announceSessionsOf, deliverLater } from './announce.js'
import { type Perth, withPerth } from './perth.js'

/**
 * Work with Zellij and the state, one process at a time: two that open the same pane at once would make it twice.
 */
export function withZellij<T>(
  context: CommandContext,
  work: (navigation: Navigation, perth: Perth) => Promise<T>,
): Promise<T> {
  return withPerth(context, async (perth) => {
    const { state, clock, directories } = perth
    const { openZellij } = await import('../zellij/open-driver.js')
    const driver = await openZellij(context.env, clock)
    const announce = perth.config.bloodbank_url === '' ? {} : { announce: announcer(perth, context) }
    const answer = await withFileLock(join(directories.state, 'navigation.lock'), () =>
      work({ driver, state, clock, ...announce }, perth),
    )
    await deliverLater(perth, false, context)
    return answer
  })
}

/** Sessions that came or went are announced where there is a broker to announce them to. */
const announcer =
  (perth: Perth, context: CommandContext): NonNullable<Navigation['announce']> =>
  async (before, after) => {
    await announceSessionsOf(before, after, perth, context)
  }

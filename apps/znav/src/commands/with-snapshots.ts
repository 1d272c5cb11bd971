import type { CommandContext, CommandInput } from '@engawa/cli-kit'
import type { Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import type { SecretFilter } from '@engawa/secret-filter'
import type { SessionHint } from '../snapshot/find-snapshot.js'
import { openSnapshotStore } from '../snapshot/store/open-snapshots.js'
import { Snapshots } from '../snapshot/store/snapshots.js'
import { textOption } from './input.js'
import { type Perth, warn, withPerth } from './perth.js'

export function withSnapshots<T>(
  context: CommandContext,
  work: (snapshots: Snapshots, perth: Perth) => Promise<T>,
): Promise<T> {
  return withPerth(context, async (perth) => {
    const store = await openSnapshotStore(perth.config, perth.directories, perth.clock)
    try {
      return await work(new Snapshots(store, perth.clock), perth)
    } finally {
      await store.close()
    }
  })
}

export function sessionHint({ env }: CommandContext, input: CommandInput): SessionHint {
  const asked = textOption(input, 'session')
  const surrounding = env.ZELLIJ_SESSION_NAME
  return { ...(asked === undefined ? {} : { asked }), ...(surrounding ? { surrounding } : {}) }
}

/** An event for the outbox, where there is a broker to announce it to. */
export async function announcement(
  { config }: Perth,
  filter: SecretFilter,
  make: () => Promise<EventEnvelope>,
): Promise<readonly Redacted<EventEnvelope>[]> {
  return config.bloodbank_url === '' ? [] : [filter.redact<EventEnvelope>(await make())]
}

/** Hand over what waits, in the background. What was asked for is done by now, so that this never fails a command. */
export async function deliverInBackground(context: CommandContext, { config }: Perth): Promise<void> {
  if (config.bloodbank_url === '') return
  try {
    const { startRelay } = await import('../events/start-relay.js')
    startRelay(context.env)
  } catch (error) {
    context.log.warn('delivery could not be started', {
      reason: error instanceof Error ? error.message : String(error),
    })
    warn(context, 'events could not be sent on. See znav events status.')
  }
}

import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { ConfigError, EventError, isEngawaError } from '@engawa/core'
import type { DrainResult } from '@engawa/events'
import { deliver } from '../events/deliver.js'
import { counted } from '../output/counted.js'
import { withPerth } from './perth.js'

const waitMs = 15_000

/** `znav events flush`: hand waiting events to the broker, and say how that went. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withPerth(context, async (perth) => {
    if (perth.config.bloodbank_url === '') {
      throw new ConfigError('no broker is configured', {
        code: 'config/no-broker',
        hint: 'Set one: znav config set bloodbank_url amqp://host:5672',
      })
    }
    const result = await deliver(perth, waitMs)
    if (result === undefined) {
      throw new EventError('another process is delivering events', {
        code: 'event/busy',
        hint: 'Look again in a moment: znav events status',
      })
    }
    if (result.error !== undefined) throw withCount(result.error, result.pending)
    return {
      data: { delivered: result.delivered, pending: result.pending },
      text: outcome(result),
    }
  })
}

function outcome({ delivered, pending }: DrainResult): string {
  const done = delivered === 0 ? '' : `Delivered ${counted(delivered, 'event')}. `
  const left =
    pending === 0 ? '' : `${counted(pending, 'event')} claimed by another relay; look again: znav events status`
  return `${done}${left}`.trim() || 'No events were waiting.'
}

function withCount(error: unknown, pending: number): EventError {
  const reason = error instanceof Error ? error.message : String(error)
  return new EventError(`${counted(pending, 'event')} not delivered yet: ${reason}`, {
    code: isEngawaError(error) ? error.code : 'event/undelivered',
    cause: error,
    hint: 'They are kept, and tried again with the next milestone or: znav events flush',
  })
}

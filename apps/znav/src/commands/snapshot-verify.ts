import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import { perthExitCodes } from '../domain/errors.js'
import { counted } from '../output/counted.js'
import { plain } from '../output/plain.js'
import { noSnapshot } from '../snapshot/errors.js'
import { textOption, wordOf } from './input.js'
import { withSnapshots } from './with-snapshots.js'

/** `znav snapshot verify [NAME]`: read everything that is kept, and compare it with its checksum. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = wordOf(input, 'name')
  return withSnapshots(context, async (snapshots) => {
    const session = textOption(input, 'session')
    const listed = (await snapshots.store.list(session)).filter((meta) => name === undefined || meta.name === name)
    if (name !== undefined && listed.length === 0) throw noSnapshot(session ?? '*', name)
    const damaged: { session: string; name: string; reason: string }[] = []
    for (const meta of listed) {
      try {
        await snapshots.read(meta.session, meta.name)
      } catch (error) {
        if (!isEngawaError(error) || !/^(snapshot|not-found)\//.test(error.code)) throw error
        damaged.push({ session: meta.session, name: meta.name, reason: error.message })
      }
    }
    const verdict = damaged.length === 0 ? 'all whole' : `${damaged.length} damaged`
    return {
      data: { checked: listed.length, damaged },
      text: [
        `Checked ${counted(listed.length, 'snapshot')}: ${verdict}.`,
        ...damaged.map(({ reason }) => plain(reason)),
      ].join('\n'),
      exitCode: damaged.length === 0 ? perthExitCodes.ok : perthExitCodes.error,
    }
  })
}

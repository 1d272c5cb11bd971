import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { chooseSession } from '../navigation/choose-session.js'
import { counted } from '../output/counted.js'
import { plain } from '../output/plain.js'
import { captureSession } from '../snapshot/capture/capture-session.js'
import { filterContent } from '../snapshot/capture/filter-content.js'
import { createdEvent } from '../snapshot/snapshot-events.js'
import { snapshotName } from '../snapshot/snapshot-name.js'
import { metaToWire } from '../snapshot/wire.js'
import { wordOf } from './input.js'
import { filterOf, tellRedactions } from './secret-filtering.js'
import { announcement, deliverInBackground, sessionHint, withSnapshots } from './with-snapshots.js'

/** `znav snapshot create NAME`: keep a session as it is now. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = snapshotName(wordOf(input, 'name') ?? '')
  return withSnapshots(context, async (snapshots, perth) => {
    const { config, clock } = perth
    const { openZellij } = await import('../zellij/open-driver.js')
    const driver = await openZellij(context.env, clock)
    const hint = sessionHint(context, input)
    const { name: session } = chooseSession(hint, await driver.sessions([hint.asked ?? hint.surrounding]))
    const filter = await filterOf(config, context)
    const captured = await captureSession(driver, session, config.restoration.env)
    const { content, findings } = config.privacy.filter_secrets
      ? filterContent(captured, filter)
      : { content: captured, findings: [] }
    tellRedactions(context, findings)
    const { meta, data } = await snapshots.add({
      session,
      name,
      content,
      incremental: input.options.incremental === true,
      ttlDays: config.restoration.snapshot_ttl_days,
      events: (made) => announcement(perth, filter, () => createdEvent(made, clock)),
    })
    await deliverInBackground(context, perth)
    const counts = `${counted(meta.tabCount, 'tab')}, ${counted(meta.paneCount, 'pane')}, ${data.length} bytes`
    const kind = meta.parent === undefined ? '' : `, on ${meta.parent}`
    return {
      data: {
        ...metaToWire(meta, data.length),
        warnings: [{ issue: 'scroll_offset_unknown', detail: 'Zellij does not tell how far panes are scrolled back' }],
      },
      lasting: true,
      text: `Snapshot ${name} of session ${plain(session)}: ${counts}${kind}.`,
    }
  })
}

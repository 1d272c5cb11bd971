import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { perthExitCodes } from '../domain/errors.js'
import { plain } from '../output/plain.js'
import { reportText } from '../output/snapshot-text.js'
import { filterContent } from '../snapshot/capture/filter-content.js'
import { sessionOfSnapshot } from '../snapshot/find-snapshot.js'
import { panesOfTab, type SessionContent } from '../snapshot/model.js'
import { planRestore, type RestorePlan } from '../snapshot/restore/plan.js'
import type { RestoreWarning } from '../snapshot/restore/report.js'
import { layoutOf, restoreSession } from '../snapshot/restore/restore-session.js'
import { thisMachine } from '../snapshot/restore/this-machine.js'
import { restoredEvent } from '../snapshot/snapshot-events.js'
import { reportToWire } from '../snapshot/wire.js'
import { textOption, wordOf } from './input.js'
import { warn } from './perth.js'
import { filterOf } from './secret-filtering.js'
import { announcement, deliverInBackground, sessionHint, withSnapshots } from './with-snapshots.js'

/** `znav snapshot restore NAME`: make the session again, and see whether it is what it was. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = wordOf(input, 'name') ?? ''
  const into = textOption(input, 'into')
  return withSnapshots(context, async (snapshots, perth) => {
    const { config, clock } = perth
    const stored = await sessionOfSnapshot(snapshots.store, name, sessionHint(context, input))
    const { content } = await snapshots.read(stored, name)
    const { openZellij } = await import('../zellij/open-driver.js')
    const driver = await openZellij(context.env, clock)
    const allowed = input.options.run === true ? config.restoration.run : []
    const plan = planRestore(content, thisMachine(context.env, driver.version.text), allowed)
    tellWarnings(context, plan.warnings)
    const session = into ?? stored
    if (input.options.dryRun === true) return dryRun(name, session, plan)

    const filter = await filterOf(config, context)
    const filtered = (found: SessionContent) =>
      config.privacy.filter_secrets ? filterContent(found, filter).content : found
    const report = await restoreSession({
      env: context.env,
      driver,
      clock,
      snapshotName: name,
      session,
      plan,
      intoRunning: into !== undefined,
      filter: filtered,
    })
    tellWarnings(context, report.warnings.slice(plan.warnings.length))
    await snapshots.store.announce(await announcement(perth, filter, () => restoredEvent(report, clock)))
    await deliverInBackground(context, perth)
    return {
      data: { dry_run: false, layout: null, ...reportToWire(report) },
      lasting: true,
      text: reportText(report),
      exitCode: report.differences.length === 0 ? perthExitCodes.ok : perthExitCodes.error,
    }
  })
}

/** What would happen, and nothing done. */
function dryRun(name: string, session: string, plan: RestorePlan): CommandResult {
  const layout = layoutOf(plan)
  const commands = Object.entries(plan.content.panes).flatMap(([key, { command }]) =>
    command === undefined ? [] : [{ command, runs: plan.runs.has(key) }],
  )
  return {
    data: {
      dry_run: true,
      layout,
      ...reportToWire({
        snapshotName: name,
        session,
        tabsRestored: Object.keys(plan.content.tabs).length,
        panesRestored: Object.values(plan.content.tabs).flatMap(panesOfTab).length,
        commandsRun: commands.filter(({ runs }) => runs).map(({ command }) => command),
        commandsTyped: commands.filter(({ runs }) => !runs).length,
        warnings: plan.warnings,
        differences: [],
        durationMs: 0,
      }),
    },
    text: [
      `// Nothing was done. ${name} would be restored in session ${plain(session)} from this layout:`,
      ...commands.map(({ command, runs }) => `// would be ${runs ? 'run' : 'typed'}: ${plain(command)}`),
      layout.trimEnd(),
    ].join('\n'),
  }
}

function tellWarnings(context: CommandContext, warnings: readonly RestoreWarning[]): void {
  for (const { pane, detail, fallback } of warnings) {
    warn(context, plain(`${pane === null ? '' : `${pane}: `}${detail}; ${fallback}`))
  }
}

import type { Clock } from '@engawa/core'
import { printKdl } from '../../zellij/kdl/print.js'
import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { captureSession } from '../capture/capture-session.js'
import { SnapshotError } from '../errors.js'
import { toLayout } from '../layout/to-layout.js'
import { panesOfTab, type SessionContent } from '../model.js'
import { isRounding, sameDisplay } from './compare.js'
import type { RestorePlan } from './plan.js'
import { prove } from './prove.js'
import type { RestoreReport, RestoreWarning } from './report.js'
import { settleSizes } from './settle-sizes.js'
import { withStartedSession } from './start-session.js'

export interface RestoreOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly driver: ZellijDriver
  readonly clock: Clock
  readonly snapshotName: string
  readonly session: string
  readonly plan: RestorePlan
  /** Add the tabs to the session if it runs. Otherwise that is refused. */
  readonly intoRunning: boolean
  readonly filter: (content: SessionContent) => SessionContent
}

export const layoutOf = ({ content, runs }: RestorePlan): string =>
  printKdl(toLayout(content, { runs: (key) => runs.has(key) }))

/**
 * Make a session of a plan, and see whether it is what the plan says.
 *
 * @throws SnapshotError when the session is there and was not asked for; ZellijError when Zellij takes no such layout
 */
export async function restoreSession(options: RestoreOptions): Promise<RestoreReport> {
  const { env, driver, clock, session, plan, snapshotName, filter } = options
  const startedAt = clock.now()
  const running = await isRunning(options)
  const before = new Set(running ? Object.keys((await captureSession(driver, session, [])).tabs) : [])
  const wanted = filter(plan.content)
  const display = wanted.display ?? { columns: 200, rows: 50 }
  const start = { env, driver, session, layout: layoutOf(plan), display, running }
  const proof = await withStartedSession(start, async (attached, client) => {
    const putRight = client && (() => settleSizes({ driver, session, client, wanted, before }))
    const options = { driver, session, wanted, before, attached, filter, ...(putRight ? { putRight } : {}) }
    return { attached, ...(await prove(options)) }
  })
  const rounded = proof.differences.filter((difference) => isRounding(difference, wanted))
  const commands = Object.entries(plan.content.panes).filter(([, pane]) => pane.command !== undefined)
  return {
    snapshotName,
    session,
    tabsRestored: Object.keys(proof.found.tabs).length,
    panesRestored: Object.values(proof.found.tabs).flatMap(panesOfTab).length,
    commandsRun: commands.flatMap(([key, { command }]) => (plan.runs.has(key) && command ? [command] : [])),
    commandsTyped: commands.filter(([key]) => !plan.runs.has(key)).length,
    warnings: [
      ...plan.warnings,
      ...(proof.attached ? [] : [notProven]),
      ...(rounded.length > 0 ? [sizesRounded] : []),
      ...(proof.attached && !sameDisplay(wanted, proof.found) ? [otherSize] : []),
    ],
    differences: proof.differences.filter((difference) => !rounded.includes(difference)),
    durationMs: Math.max(0, clock.now() - startedAt),
  }
}

const notProven: RestoreWarning = {
  pane: null,
  issue: 'not_proven',
  detail: 'no terminal could be attached to the session',
  fallback: 'focus and the places of panes were not compared',
}

const sizesRounded: RestoreWarning = {
  pane: null,
  issue: 'sizes_rounded',
  detail: 'some panes have not the cells that they had: Zellij divides by whole percents',
  fallback: 'they are as near to it as it goes, within one percent',
}

const otherSize: RestoreWarning = {
  pane: null,
  issue: 'not_proven',
  detail: 'the session is shown in a terminal of another size',
  fallback: 'the places of panes were not compared',
}

async function isRunning({ driver, session, intoRunning, snapshotName }: RestoreOptions): Promise<boolean> {
  const listed = (await driver.sessions()).find(({ name }) => name === session)
  if (listed === undefined) return false
  const name = JSON.stringify(session)
  if (listed.exited) {
    throw new SnapshotError(`Zellij keeps an ended session ${name}`, {
      code: 'snapshot/session-exited',
      hint: `Remove it: zellij delete-session ${name}. Or restore elsewhere: znav snapshot restore ${snapshotName} --into NAME`,
    })
  }
  if (intoRunning) return true
  throw new SnapshotError(`session ${name} is running`, {
    code: 'snapshot/session-running',
    hint: `Add its tabs there: --into ${name}. Or make another session of it: --into NAME`,
  })
}

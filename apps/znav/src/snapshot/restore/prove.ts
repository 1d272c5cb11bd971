import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { captureSession } from '../capture/capture-session.js'
import type { SessionContent } from '../model.js'
import { attachUnseen } from './client.js'
import { compareContents } from './compare.js'
import type { RestoreDifference } from './report.js'

export interface ProofOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly driver: ZellijDriver
  readonly session: string
  readonly wanted: SessionContent
  /** Keys of tabs that were there before, and are none of ours. */
  readonly before: ReadonlySet<string>
  /** Applied to what is found, as it was to what was stored. */
  readonly filter: (content: SessionContent) => SessionContent
}

export interface Proof {
  readonly found: SessionContent
  readonly differences: readonly RestoreDifference[]
  /** False: nobody could be attached, so that Zellij told of no focus, and shaped nothing to the terminal's size. */
  readonly attached: boolean
}

/** Zellij builds a session in the background; a busy machine takes its time. */
const looks = 60
const pauseMs = 100

/**
 * Look at what became of a restore, as a client of the terminal's former size sees it, until it is what was wanted or
 * time has run out.
 */
export async function prove(options: ProofOptions): Promise<Proof> {
  const { env, driver, session, wanted } = options
  const { columns, rows } = wanted.display ?? { columns: 200, rows: 50 }
  const watched = await driver.isAttached(session)
  const client = watched ? undefined : attachUnseen({ env, session, columns, rows })
  try {
    const attached = watched || (await arrives(driver, session, () => client?.ended() === true))
    if (attached && !watched) await visitTabs(driver, session)
    return { ...(await settled(options, attached)), attached }
  } finally {
    // Told to leave rather than cut off: some have their sessions end with the terminal.
    if (client?.ended() === false) await driver.tell(session, 'detach').catch(() => {})
    client?.end()
  }
}

async function settled(options: ProofOptions, attached: boolean): Promise<Omit<Proof, 'attached'>> {
  const { driver, session, wanted, before, filter } = options
  for (let look = 1; ; look++) {
    try {
      const found = filter(await newTabs(driver, session, before))
      const differences = compareContents(attached ? wanted : unseen(wanted), attached ? found : unseen(found))
      if (differences.length === 0 || look >= looks) return { found, differences }
    } catch (error) {
      if (look >= looks) throw error
    }
    await pause()
  }
}

async function newTabs(driver: ZellijDriver, session: string, before: ReadonlySet<string>): Promise<SessionContent> {
  const content = await captureSession(driver, session, [])
  if (before.size === 0) return content
  const tabs = Object.entries(content.tabs).filter(([key]) => !before.has(key))
  return { ...content, tabs: Object.fromEntries(tabs) }
}

/** Zellij shapes a tab to its terminal when somebody looks at it. The one that was in front is so again in the end. */
async function visitTabs(driver: ZellijDriver, session: string): Promise<void> {
  const { tabs } = await driver.survey(session)
  const active = tabs.find((tab) => tab.active)
  for (const tab of [...tabs, ...(active === undefined ? [] : [active])]) await driver.goToTab(session, tab)
}

/** What remains to be compared where nobody is attached. */
function unseen(content: SessionContent): SessionContent {
  const tabs = Object.entries(content.tabs).map(([key, { focus: _f, floatingFocus: _g, active: _a, ...tab }]) => {
    const floating = tab.floating.map((float) => ({ ...float, x: 0, y: 0, width: 0, height: 0 }))
    return [key, { ...tab, floating }] as const
  })
  return { ...content, tabs: Object.fromEntries(tabs) }
}

async function arrives(driver: ZellijDriver, session: string, gaveUp: () => boolean): Promise<boolean> {
  for (let look = 1; look <= looks && !gaveUp(); look++) {
    if (await driver.isAttached(session)) return true
    await pause()
  }
  return false
}

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { captureSession } from '../capture/capture-session.js'
import type { SessionContent } from '../model.js'
import { compareContents } from './compare.js'
import type { RestoreDifference } from './report.js'

export interface ProofOptions {
  readonly driver: ZellijDriver
  readonly session: string
  readonly wanted: SessionContent
  /** Keys of tabs that were there before, and are none of ours. */
  readonly before: ReadonlySet<string>
  /** Whether somebody is attached. Without, focus and the places of floating panes are left out. */
  readonly attached: boolean
  /** Tried once when all has come to rest, and is not what was wanted. */
  readonly putRight?: () => Promise<void>
  /** Applied to what is found, as it was to what was stored. */
  readonly filter: (content: SessionContent) => SessionContent
}

export interface Proof {
  readonly found: SessionContent
  readonly differences: readonly RestoreDifference[]
}

/** Zellij builds a session in the background; a busy machine takes its time. */
const looks = 50
const atRest = 12
const pauseMs = 100

/** Look at what became of a restore until it is what was wanted, or time has run out. */
export async function prove(options: ProofOptions): Promise<Proof> {
  const { wanted, attached, putRight } = options
  for (let look = 1; ; look++) {
    try {
      const found = await lookOnce(options)
      const differences = attached ? compareContents(wanted, found) : compareContents(unseen(wanted), unseen(found))
      if (differences.length === 0 || look >= looks) return { found, differences }
      if (look === atRest) await putRight?.()
    } catch (error) {
      if (look >= looks) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

async function lookOnce({ driver, session, before, filter }: ProofOptions): Promise<SessionContent> {
  const content = filter(await captureSession(driver, session, [], 1))
  if (before.size === 0) return content
  const tabs = Object.entries(content.tabs).filter(([key]) => !before.has(key))
  return { ...content, tabs: Object.fromEntries(tabs) }
}

/** What remains to be compared where nobody is attached: neither focus nor anything that follows from the size. */
function unseen({ display: _size, ...content }: SessionContent): SessionContent {
  const tabs = Object.entries(content.tabs).map(([key, { focus: _f, floatingFocus: _g, active: _a, ...tab }]) => {
    const floating = tab.floating.map((float) => ({ ...float, x: 0, y: 0, width: 0, height: 0 }))
    return [key, { ...tab, floating }] as const
  })
  const panes = Object.entries(content.panes).map(([key, { geometry: _place, ...pane }]) => [key, pane] as const)
  return { ...content, tabs: Object.fromEntries(tabs), panes: Object.fromEntries(panes) }
}

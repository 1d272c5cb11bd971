import { ZellijError } from '../domain/errors.js'
import type { LivePane, LiveSession, LiveTab } from '../zellij/live-session.js'
import type { ZellijDriver } from '../zellij/zellij-driver.js'

export interface NewTab {
  readonly tab: LiveTab
  readonly panes: readonly LivePane[]
}

/**
 * Make a tab and wait until it is there with its first pane.
 *
 * @throws ZellijError `zellij/detached` when nobody is attached: Zellij then accepts the order and never fills the tab
 */
export async function openTab(
  driver: ZellijDriver,
  session: string,
  name: string,
  before: LiveSession,
): Promise<NewTab> {
  if (!(await driver.isAttached(session))) {
    throw new ZellijError(`nobody is attached to session ${JSON.stringify(session)}, and Zellij makes no tabs then`, {
      code: 'zellij/detached',
      hint: `Attach first: zellij attach ${JSON.stringify(session)}. Or name a tab that exists.`,
    })
  }
  await driver.newTab(session, name)
  const known = new Set(before.tabs.map((tab) => tab.id))
  for (let attempt = 1; attempt <= 20; attempt++) {
    const { tabs, panes } = await driver.survey(session)
    const tab = tabs.find(
      (candidate) => candidate.name === name && (candidate.id === undefined || !known.has(candidate.id)),
    )
    const inside = panes.filter((pane) => (tab?.id === undefined ? pane.tab === name : pane.tabId === tab.id))
    if (tab !== undefined && inside.length > 0) return { tab, panes: inside }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new ZellijError(`Zellij did not open the tab ${name}`, {
    code: 'zellij/not-opened',
    recoverable: true,
    hint: 'Try again; if it stays, look at the session itself.',
  })
}

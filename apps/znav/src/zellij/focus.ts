import type { LivePane, LiveSession } from './live-session.js'
import type { SessionAction } from './run-zellij.js'

/**
 * Focus a pane by its id.
 *
 * Zellij applies `focus-pane-id` to the client that typed last; before anyone has typed it goes to nobody, and still
 * exits with 0. It exits with 1 when the pane has the focus already. So its word is not taken: the list of clients
 * tells where they are, and where they are not yet, they are led there step by step. A busy Zellij tells it late.
 *
 * @returns whether an attached client is on the pane now
 */
export async function focusById(
  act: SessionAction,
  pane: LivePane & { readonly id: string },
  { panes }: LiveSession,
): Promise<boolean> {
  const isThere = async () => clientPanes((await act('list-clients')).stdout).includes(pane.id)
  const arrives = async () => {
    for (const wait of settlingMs) {
      if (await isThere()) return true
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
    return isThere()
  }
  if (await isThere()) return true
  await act('focus-pane-id', pane.id)
  if (await arrives()) return true
  if (pane.tabId !== undefined) await act('go-to-tab-by-id', String(pane.tabId))
  const steps = panes.filter((other) => other.tab === pane.tab).length
  for (let step = 0; step <= steps; step++) {
    if (await arrives()) return true
    await act('focus-next-pane')
  }
  return false
}

/** Pauses between looks at where the clients are, after each step. */
const settlingMs = [15, 40, 100]

/** Focus a pane where there are no ids: go to its tab, then on to the next pane until its name has the focus. */
export async function focusByWalking(
  act: SessionAction,
  tab: string,
  survey: () => Promise<LiveSession>,
  pane: LivePane,
): Promise<boolean> {
  await act('go-to-tab-name', '--', tab)
  const { panes } = await survey()
  for (let step = 0; step <= panes.filter((other) => other.tab === tab).length; step++) {
    const now = (await survey()).panes.filter((other) => other.tab === tab)
    if (now.some((other) => other.focused && other.title === pane.title)) return true
    await act('focus-next-pane')
  }
  return false
}

/** The second column of `list-clients`. */
function clientPanes(output: string): string[] {
  return output
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/)[1] ?? '')
}

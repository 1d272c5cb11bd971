import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { type ListedPane, type ListedTab, readPanes, readTabs } from '../layout/listed-session.js'
import { type SessionContent, type TabContent, tabsInOrder } from '../model.js'
import { type BorderDrag, dragKey, floatingPlaces, nextDrag, tiledPlaces } from './border-drags.js'
import type { UnseenClient } from './client.js'

export interface SettleOptions {
  readonly driver: ZellijDriver
  readonly session: string
  readonly client: UnseenClient
  readonly wanted: SessionContent
  /** Keys of tabs that are none of ours. */
  readonly before: ReadonlySet<string>
}

const dragsPerTab = 60
const looks = 10
const pauseMs = 40

/**
 * Move borders to the cell, as one would with the mouse. A layout divides by whole percents, and a wide terminal has
 * columns between those.
 */
export async function settleSizes({ driver, session, client, wanted, before }: SettleOptions): Promise<void> {
  const all = await driver.look(session, readTabs, 'list-tabs', '--json', '--all')
  const ours = all.filter((tab) => !before.has(`tab_${tab.id}`))
  for (const [at, tab] of tabsInOrder(wanted).entries()) {
    const row = ours[at]
    if (row === undefined || row.columns !== wanted.display?.columns || row.rows !== wanted.display.rows) continue
    await settleTab({ driver, session, client }, { tab, row, panes: wanted.panes })
  }
  const active = ours[tabsInOrder(wanted).findIndex((tab) => tab.active === true)] ?? all.find((tab) => tab.active)
  if (active !== undefined) await driver.tell(session, 'go-to-tab-by-id', String(active.id))
}

type Hand = Pick<SettleOptions, 'driver' | 'session' | 'client'>

interface TabToSettle {
  readonly tab: TabContent
  readonly row: ListedTab
  readonly panes: SessionContent['panes']
}

async function settleTab(hand: Hand, { tab, row, panes }: TabToSettle): Promise<void> {
  const [wanted, covered] = [tiledPlaces(tab, panes), floatingPlaces(tab)]
  const stuck = new Set<string>()
  let shown = false
  for (let drags = 0; drags < dragsPerTab; drags++) {
    const found = await tiledPanes(hand, row.id)
    const drag = nextDrag({ wanted, found, covered, display: row, stuck })
    if (drag === undefined) return
    if (!shown) await show(hand, row.id)
    shown = true
    if (!(await moves(hand, row.id, drag, found))) stuck.add(dragKey(drag))
  }
}

/** The mouse reaches what is on screen. */
async function show({ driver, session }: Hand, tab: number): Promise<void> {
  await driver.tell(session, 'go-to-tab-by-id', String(tab))
  for (let look = 0; look < looks; look++) {
    const tabs = await driver.look(session, readTabs, 'list-tabs', '--json', '--all')
    if (tabs.some(({ id, active }) => id === tab && active)) return
    await pause()
  }
}

async function moves(hand: Hand, tab: number, drag: BorderDrag, before: readonly ListedPane[]): Promise<boolean> {
  hand.client.type(`${mouse(ctrlPress, drag.from)}M${mouse(ctrlDrag, drag.to)}M${mouse(ctrlPress, drag.to)}m`)
  const was = JSON.stringify(before)
  for (let look = 0; look < looks; look++) {
    await pause()
    if (JSON.stringify(await tiledPanes(hand, tab)) !== was) return true
  }
  return false
}

const tiledPanes = async ({ driver, session }: Hand, tab: number): Promise<ListedPane[]> =>
  (await driver.look(session, readPanes, 'list-panes', '--json', '--all')).filter(
    (pane) => pane.tabId === tab && !pane.floating && !pane.suppressed,
  )

/** The left button, with Ctrl: without, Zellij would move a floating pane that is shown. */
const ctrlPress = 16
const ctrlDrag = 16 + 32
const mouse = (button: number, { column, row }: BorderDrag['from']) => `\u001b[<${button};${column + 1};${row + 1}`

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

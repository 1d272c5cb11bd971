import type { Clock } from '@engawa/core'
import { ZellijError } from '../domain/errors.js'
import { type PaneRecord, unknownPlace } from '../domain/pane.js'
import { tabName } from '../domain/pane-name.js'
import type { IntentState } from '../state/intent-state.js'
import type { LiveSession, LiveTab, SessionListing } from '../zellij/live-session.js'
import type { ZellijDriver } from '../zellij/zellij-driver.js'
import { chooseSession } from './choose-session.js'
import { type Found, findLivePane, seenAlive } from './find-live-pane.js'
import { openTab } from './open-tab.js'

export interface OpenPaneRequest {
  readonly name: string
  /** Where to make the pane if it isn't there. */
  readonly tab?: string
  readonly session?: string
  readonly meta: Readonly<Record<string, string>>
  readonly cwd: string
  /** `ZELLIJ_SESSION_NAME` */
  readonly surrounding?: string
}

export interface OpenedPane {
  readonly pane: PaneRecord
  readonly created: boolean
  readonly createdTab: boolean
  /** It was known to be open before, and is not there any more: this is another pane of that name. */
  readonly reopened: boolean
  /** Nobody is attached to the session where this is false. */
  readonly focused: boolean
  readonly namesakes: number
  /** Where it was before, if that is somewhere else. */
  readonly movedFrom?: { readonly session: string; readonly tab: string }
}

export interface Navigation {
  readonly driver: ZellijDriver
  readonly state: IntentState
  readonly clock: Clock
  /** Told of panes before what has changed of them is written. Nothing where nobody listens. */
  readonly announce?: (before: readonly PaneRecord[], after: readonly PaneRecord[]) => Promise<void>
}

/** Go to a pane, making it and its tab where they are missing. Called under the navigation lock. */
export async function openPane(navigation: Navigation, request: OpenPaneRequest): Promise<OpenedPane> {
  const { driver, state, clock, announce } = navigation
  const known = await state.pane(request.name)
  const sessions = await driver.sessions([request.session ?? known?.session ?? request.surrounding])
  const session = chooseSession(
    {
      ...(request.session === undefined ? {} : { asked: request.session }),
      ...(known === undefined ? {} : { recorded: known.session }),
      ...(request.surrounding === undefined ? {} : { surrounding: request.surrounding }),
    },
    sessions,
  )
  const live = await driver.survey(session.name)
  const there = findLivePane(request.name, known, live, session)
  const made = there === undefined ? await makePane(driver, session, live, request, known) : undefined
  const { pane, namesakes } = there ?? (await appeared(driver, session, request.name))
  const focused = await driver.focus(session.name, pane)
  const record = { ...seenAlive(request.name, session.name, pane, clock.now()), meta: request.meta }
  if (announce !== undefined) {
    const before = await state.panes()
    await announce(before, [...before.filter(({ name }) => name !== record.name), record])
  }
  await state.place([record])
  // In another session it may be there still: nobody has looked.
  const wasOpen = known !== undefined && known.paneId !== undefined && known.session === record.session
  const elsewhere = known !== undefined && known.session !== unknownPlace && known.session !== record.session
  const inOtherTab = known !== undefined && known.tab !== unknownPlace && known.tab !== record.tab && made === undefined
  return {
    pane: (await state.pane(request.name)) ?? record,
    created: made !== undefined,
    createdTab: made?.createdTab ?? false,
    reopened: made !== undefined && wasOpen,
    focused,
    namesakes,
    ...(known !== undefined && (elsewhere || inOtherTab)
      ? { movedFrom: { session: known.session, tab: known.tab } }
      : {}),
  }
}

async function makePane(
  driver: ZellijDriver,
  session: SessionListing,
  live: LiveSession,
  { name, tab: wantedTab, cwd }: OpenPaneRequest,
  known: PaneRecord | undefined,
): Promise<{ createdTab: boolean }> {
  const tab = tabFor(live, wantedTab, known?.session === session.name ? known.tab : undefined)
  if (tab !== undefined) {
    await driver.newPane(session.name, tab, name, cwd)
    return { createdTab: false }
  }
  // A new tab comes with a pane: that one gets the name, so that no nameless one is left beside it.
  const opened = await openTab(driver, session.name, tabName(wantedTab ?? ''), live)
  const [first] = opened.panes
  if (first === undefined) await driver.newPane(session.name, opened.tab, name, cwd)
  else await driver.renamePane(session.name, first, name)
  return { createdTab: true }
}

/** The tab asked for; else the one where the pane was; else the one on the screen. Nothing when it has to be made. */
function tabFor(live: LiveSession, wanted: string | undefined, recorded: string | undefined): LiveTab | undefined {
  const named = (name: string | undefined) => live.tabs.find((tab) => tab.name === name)
  if (wanted !== undefined) return named(wanted)
  return named(recorded) ?? live.tabs.find((tab) => tab.active) ?? live.tabs[0]
}

/** A pane that was just made shows up in Zellij's list a moment later. */
async function appeared(driver: ZellijDriver, session: SessionListing, name: string): Promise<Found> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const found = findLivePane(name, undefined, await driver.survey(session.name), session)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new ZellijError(`Zellij did not open the pane ${name}`, {
    code: 'zellij/not-opened',
    recoverable: true,
    hint: 'Is there room for another pane in that tab? Try with --tab and a new name.',
  })
}

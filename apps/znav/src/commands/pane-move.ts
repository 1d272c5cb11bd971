import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import { refused, ZellijError } from '../domain/errors.js'
import { type PaneRecord, unknownPlace } from '../domain/pane.js'
import { tabName } from '../domain/pane-name.js'
import { paneToWire } from '../domain/pane-wire.js'
import { findLivePane } from '../navigation/find-live-pane.js'
import { plain } from '../output/plain.js'
import { textOption, wordOf } from './input.js'
import { knownPane } from './known-pane.js'
import { type Perth, withPerth } from './perth.js'

/**
 * `znav pane move NAME --tab TAB --session SESSION`: where a pane belongs. Zellij has no command that moves a running
 * pane to another tab, so one that is open is refused rather than opened twice.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const tab = textOption(input, 'tab')
  const session = textOption(input, 'session')
  if (tab === undefined && session === undefined) {
    throw refused('pane/no-place', 'where to?', 'Name a tab, a session or both: --tab api --session work')
  }
  return withPerth(context, async (perth) => {
    const pane = await knownPane(wordOf(input, 'name') ?? '', perth.state)
    await refuseOpen(pane, perth, context)
    const moved: PaneRecord = {
      ...pane,
      session: session ?? pane.session,
      tab: tab === undefined ? unknownPlace : tabName(tab),
      status: 'stale',
      // Ids belong to the server that gave them: elsewhere the same id is another pane.
      paneId: '',
      seenAt: '',
    }
    await perth.state.place([moved])
    return {
      data: { pane: paneToWire((await perth.state.pane(pane.name)) ?? moved) },
      lasting: true,
      text: `${pane.name} belongs in tab ${plain(moved.tab)} of session ${plain(moved.session)} now.`,
    }
  })
}

async function refuseOpen(pane: PaneRecord, { clock }: Perth, { env }: CommandContext): Promise<void> {
  if (pane.session === unknownPlace) return
  try {
    const { openZellij } = await import('../zellij/open-driver.js')
    const driver = await openZellij(env, clock)
    const session = (await driver.sessions()).find(({ name, exited }) => name === pane.session && !exited)
    if (session === undefined) return
    if (findLivePane(pane.name, pane, await driver.survey(session.name), session) === undefined) return
  } catch (error) {
    // Without Zellij nothing is open.
    if (isEngawaError(error)) return
    throw error
  }
  throw new ZellijError(`${pane.name} is open, and Zellij does not move a running pane by command`, {
    code: 'zellij/pane-open',
    hint: 'Move it by hand in Zellij, then: znav reconcile. Or close it first.',
  })
}

import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { tabName } from '../domain/pane-name.js'
import { chooseSession } from '../navigation/choose-session.js'
import { openTab } from '../navigation/open-tab.js'
import { plain } from '../output/plain.js'
import { textOption, wordOf } from './input.js'
import { warn } from './perth.js'
import { withZellij } from './with-zellij.js'

/** `znav tab NAME`: go to a tab, making it where it is missing. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = wordOf(input, 'name') ?? ''
  const asked = textOption(input, 'session')
  const surrounding = context.env.ZELLIJ_SESSION_NAME
  return withZellij(context, async ({ driver }) => {
    const session = chooseSession(
      { ...(asked === undefined ? {} : { asked }), ...(surrounding ? { surrounding } : {}) },
      await driver.sessions([asked ?? (surrounding || undefined)]),
    ).name
    const live = await driver.survey(session)
    const there = live.tabs.find((tab) => tab.name === name)
    const tab = there ?? (await openTab(driver, session, tabName(name), live)).tab
    const attached = await driver.isAttached(session)
    if (attached) await driver.goToTab(session, tab)
    else warn(context, `nobody is attached to session ${JSON.stringify(session)}`)
    return {
      data: { session, tab: tab.name, created: there === undefined, focused: attached },
      text: `${there ? 'At' : 'Opened'} tab ${plain(tab.name)} of session ${plain(session)}.`,
    }
  })
}

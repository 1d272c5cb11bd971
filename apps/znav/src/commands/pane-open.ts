import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { metadata } from '../domain/metadata.js'
import { paneName } from '../domain/pane-name.js'
import { paneToWire } from '../domain/pane-wire.js'
import { type OpenedPane, openPane } from '../navigation/open-pane.js'
import { lastIntent } from '../output/pane-text.js'
import { plain } from '../output/plain.js'
import { listOption, textOption, wordOf } from './input.js'
import { type Perth, warn } from './perth.js'
import { withZellij } from './with-zellij.js'

/** `znav pane NAME`: open a pane or return to it, and say what was last done there. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const name = paneName(wordOf(input, 'name') ?? '')
  const given = metadata(listOption(input, 'meta'))
  const tab = textOption(input, 'tab')
  const session = textOption(input, 'session')
  const surrounding = context.env.ZELLIJ_SESSION_NAME
  return withZellij(context, async (navigation, perth) => {
    const meta = await withoutSecrets(given, perth, context)
    const opened = await openPane(navigation, {
      name,
      meta,
      cwd: context.cwd,
      ...(tab === undefined ? {} : { tab }),
      ...(session === undefined ? {} : { session }),
      ...(surrounding ? { surrounding } : {}),
    })
    for (const note of notesOn(opened, tab, surrounding)) warn(context, note)
    return {
      data: {
        pane: paneToWire(opened.pane),
        created: opened.created,
        created_tab: opened.createdTab,
        reopened: opened.reopened,
        focused: opened.focused,
      },
      text: textOf(opened, navigation.clock.now()),
    }
  })
}

/** A ticket or an owner is no secret, but a token is soon pasted beside them. The filter is loaded only for those who give some. */
async function withoutSecrets(
  meta: Readonly<Record<string, string>>,
  { config }: Perth,
  context: CommandContext,
): Promise<Record<string, string>> {
  if (Object.keys(meta).length === 0 || !config.privacy.filter_secrets) return meta
  const { filterOf, tellRedactions } = await import('./secret-filtering.js')
  const safe = (await filterOf(config, context)).redact(meta)
  tellRedactions(context, safe.findings)
  return safe.value
}

function textOf({ pane, created }: OpenedPane, now: number): string {
  const place = `tab ${plain(pane.tab)} of session ${plain(pane.session)}`
  const intent = pane.lastIntent === undefined ? '' : `\nLast intent: ${lastIntent(pane, now)}`
  return `${created ? 'Opened' : 'Returned to'} ${pane.name} in ${place}.${intent}`
}

function notesOn(opened: OpenedPane, wantedTab: string | undefined, surrounding: string | undefined): string[] {
  const { pane, namesakes, movedFrom } = opened
  const quoted = JSON.stringify(pane.session)
  return [
    opened.reopened ? `the pane ${pane.name} was no longer there; this is a new one of that name` : '',
    movedFrom ? `${pane.name} was in tab ${movedFrom.tab} of session ${movedFrom.session} before` : '',
    namesakes > 1 ? `${namesakes} panes are named ${pane.name}; this is the one in tab ${pane.tab}` : '',
    wantedTab !== undefined && wantedTab !== pane.tab
      ? `${pane.name} is open in tab ${pane.tab}, so not in ${wantedTab}`
      : '',
    opened.focused ? '' : `nobody is attached to session ${quoted}: zellij attach ${quoted}`,
    surrounding && surrounding !== pane.session ? `${pane.name} is in session ${quoted}, not in this one` : '',
  ]
    .filter((note) => note !== '')
    .map(plain)
}

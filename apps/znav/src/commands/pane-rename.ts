import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import { withFileLock } from '@engawa/durable-fs'
import { refused } from '../domain/errors.js'
import type { IntentEntry } from '../domain/intent.js'
import { type PaneRecord, unknownPlace } from '../domain/pane.js'
import { paneName } from '../domain/pane-name.js'
import { hookFolders } from '../hooks/hook-folders.js'
import { renameSwitch } from '../hooks/named-switch.js'
import { renameCommands } from '../hooks/recorded-command.js'
import { findLivePane } from '../navigation/find-live-pane.js'
import { wordOf } from './input.js'
import { knownPane } from './known-pane.js'
import { type Perth, warn, withPerth } from './perth.js'

/** `znav pane rename NAME TO`: give a pane another name, here and in Zellij. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const to = paneName(wordOf(input, 'to') ?? '')
  return withPerth(context, async (perth) => {
    const pane = await knownPane(wordOf(input, 'name') ?? '', perth.state)
    await renameHere(pane.name, to, perth)
    const inZellij = await renameInZellij(pane, to, perth, context)
    return {
      data: { from: pane.name, to, renamed_in_zellij: inZellij },
      text: `Renamed ${pane.name} to ${to}${inZellij ? ', in Zellij too' : ''}.`,
    }
  })
}

/** What is known of it, its commands and its switch, as one for whoever collects commands. */
async function renameHere(from: string, to: string, perth: Perth): Promise<void> {
  const { commands, switches, lock } = hookFolders(perth.directories)
  const rewrite = await renaming(from, to, perth)
  await withFileLock(lock, async () => {
    if (!(await perth.state.rename(from, to, rewrite))) {
      throw refused(
        'pane/name-taken',
        `there is a pane ${to} already`,
        `Choose another name, or: znav pane forget ${to}`,
      )
    }
    renameCommands(commands, from, to)
    renameSwitch(switches, from, to)
  })
}

/**
 * Signatures name the pane: each that is valid is made anew, and none is given to an entry that had none.
 *
 * @throws UserError where none of them is valid: without the key that made them they would be lost for all
 */
async function renaming(from: string, to: string, { state, directories }: Perth) {
  const { entries } = await state.history(from)
  const signed = entries.filter(({ source, signature }) => source === 'agent' && signature !== undefined)
  if (signed.length === 0) return (entry: IntentEntry) => ({ ...entry, paneName: to })
  const { isSigned, signEntry } = await import('../agents/signature.js')
  const { existingAgentKey } = await import('../agents/agent-key.js')
  const key = existingAgentKey(directories)
  if (key === undefined || !signed.some((entry) => isSigned(entry, key))) throw signedElsewhere(from)
  return (entry: IntentEntry) => {
    const renamed = { ...entry, paneName: to }
    return entry.source === 'agent' && isSigned(entry, key) ? signEntry(renamed, key) : renamed
  }
}

const signedElsewhere = (name: string) =>
  refused(
    'pane/signed-elsewhere',
    `agents' entries of ${name} are signed with a key that this machine has not`,
    'Rename it where they were logged, or bring ~/.config/perth/agent.key from there.',
  )

/** What Perth knows is renamed by then: without Zellij, that is all there is to rename. */
async function renameInZellij(
  pane: PaneRecord,
  to: string,
  { clock }: Perth,
  context: CommandContext,
): Promise<boolean> {
  if (pane.session === unknownPlace) return false
  try {
    const { openZellij } = await import('../zellij/open-driver.js')
    const driver = await openZellij(context.env, clock)
    const session = (await driver.sessions([pane.session])).find(({ name, exited }) => name === pane.session && !exited)
    if (session === undefined) return false
    const found = findLivePane(pane.name, pane, await driver.survey(session.name), session)
    if (found?.pane.id === undefined) return false
    await driver.renamePane(session.name, found.pane, to)
    return true
  } catch (error) {
    if (!isEngawaError(error)) throw error
    warn(context, `not renamed in Zellij: ${error.message}`)
    return false
  }
}

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { ensureDirectory } from '@engawa/config'
import { refused } from '../domain/errors.js'
import { paneName } from '../domain/pane-name.js'
import { switchesOf } from '../hooks/collect.js'
import { hookFolders, switchName } from '../hooks/hook-folders.js'
import { wordOf } from './input.js'
import { type Perth, withPerth } from './perth.js'
import { unknownPane } from './unknown-pane.js'

/** `znav hook on|off|status [PANE]`: whether a pane's commands are recorded. Without a name: the pane around the command. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const wish = wordOf(input, 'switch')
  return withPerth(context, async (perth) => {
    const folder = ensureDirectory(hookFolders(perth.directories).switches)
    const { label, files } = await meant(wordOf(input, 'name'), perth, context)
    const paths = files.map((file) => join(folder, file))
    if (wish === 'off') for (const path of paths) writeFileSync(path, '', { mode: 0o600 })
    if (wish === 'on') for (const path of paths) rmSync(path, { force: true })
    const recording = perth.config.intent_tracking.enabled && !paths.some((path) => existsSync(path))
    return {
      data: { pane: label, recording },
      text: `Commands in ${label} are ${recording ? 'recorded' : 'not recorded'}.`,
    }
  })
}

async function meant(name: string | undefined, { state }: Perth, { env }: CommandContext) {
  if (name !== undefined) {
    const pane = await state.pane(paneName(name))
    if (pane === undefined) throw await unknownPane(name, state)
    return { label: pane.name, files: switchesOf(pane) }
  }
  const { ZELLIJ_SESSION_NAME: session, ZELLIJ_PANE_ID: number } = env
  if (!session || !number || !/^\d{1,9}$/.test(number)) {
    throw refused('hook/no-pane', 'this shell is in no pane of Zellij', 'Name a pane, or for this shell: PERTH_OFF=1')
  }
  return { label: `pane ${number} of session ${session}`, files: [switchName(session, number)] }
}

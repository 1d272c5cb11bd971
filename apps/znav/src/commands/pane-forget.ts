import { type CommandContext, type CommandInput, type CommandResult, confirm } from '@engawa/cli-kit'
import { withFileLock } from '@engawa/durable-fs'
import { refused } from '../domain/errors.js'
import { hookFolders } from '../hooks/hook-folders.js'
import { forgetSwitch } from '../hooks/named-switch.js'
import { forgetCommands } from '../hooks/recorded-command.js'
import { wordOf } from './input.js'
import { knownPane } from './known-pane.js'
import { withPerth } from './perth.js'

/** `znav pane forget NAME`: remove a pane, its history, artifacts and commands. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  return withPerth(context, async ({ state, directories }) => {
    const { name } = await knownPane(wordOf(input, 'name') ?? '', state)
    const { entries } = await state.history(name)
    const known = entries.length === 1 ? '1 entry' : `${entries.length} entries`
    if (input.options.yes !== true) {
      const text = `Forget ${name} and its ${known}?`
      if (!(await confirm(context, { text, flag: '--yes' }))) {
        throw refused('pane/not-forgotten', 'nothing was removed', 'Answer y, or add --yes.')
      }
    }
    await state.forget(name)
    const { commands, switches, lock } = hookFolders(directories)
    await withFileLock(lock, () => {
      forgetCommands(commands, name)
      forgetSwitch(switches, name)
    })
    return {
      data: { pane_name: name, entries: entries.length },
      lasting: true,
      text: `Forgot ${name} and its ${known}.`,
    }
  })
}

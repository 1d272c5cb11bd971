import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { exampleCommand } from '../select/example-command.js'
import { readGivenTask, requireTask } from '../select/read-given-task.js'
import { selectTool } from '../select/select-tool.js'
import { selectionData, toolName } from '../select/selection-data.js'

/** `zen select "TASK"` */
export const run: CommandModule['run'] = async (context, input) => {
  const task = await readGivenTask(context, input)
  requireTask(task, 'select')
  const selection = selectTool(task)
  const { because, alternatives } = selection
  const why = because.length === 0 ? 'nothing speaks for another tool' : because.join(', ')
  const lines = [
    `${toolName(selection)}, ${percent(selection.confidence)} (${why})`,
    ...alternatives.map((other) => `or ${toolName(other)}, ${percent(other.confidence)}`),
    '',
    exampleCommand(selection, task),
  ]
  return { data: selectionData(selection, task), text: neutralise(lines.join('\n')) }
}

const percent = (share: number) => `${Math.round(100 * share)} %`

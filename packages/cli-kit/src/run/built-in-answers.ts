import type { CliDefinition, CommandDefinition, CommandResult } from '../command.js'
import { type HelpLayout, helpText } from '../help/help-text.js'

/** `--version` and `version`. */
export const versionAnswer = ({ name, version }: CliDefinition): CommandResult => ({
  data: { name, version },
  text: `${name} ${version}`,
})

export function helpAnswer(definition: CliDefinition, path: string, layout: HelpLayout): CommandResult {
  const command = definition.commands.find((candidate) => candidate.path === path)
  return { data: describe(definition, path, command), text: helpText(definition, path, layout) }
}

const describe = (definition: CliDefinition, path: string, command: CommandDefinition | undefined) => ({
  command: [definition.name, path].filter(Boolean).join(' '),
  summary: command?.summary ?? definition.summary,
  commands: definition.commands
    .filter((candidate) => !candidate.hidden && (path === '' || candidate.path.startsWith(`${path} `)))
    .map(({ path, summary }) => ({ command: path, summary })),
})

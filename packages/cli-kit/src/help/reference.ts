import type { ArgumentDefinition, CliDefinition, CommandDefinition, OptionDefinition } from '../command.js'
import { builtInOptions, formatOption, formatsOf } from '../parse/global-options.js'
import { argumentSign, usageOf } from './help-text.js'

/** The reference of a program in Markdown. Generated from the command table, so that it can't say anything else. */
export function reference(definition: CliDefinition): string {
  const commands = definition.commands.filter(({ hidden }) => !hidden)
  const blocks = [
    `# ${definition.name}`,
    definition.summary,
    '<!-- Generated from the command table. Do not edit. -->',
    '## Global options',
    'Accepted in every position, before and after the command.',
    optionTable([...(definition.globalOptions ?? []), ...builtInOptions(definition)]),
    '## Commands',
    commands
      .map(
        (command) =>
          `- [\`${titleOf(definition, command)}\`](#${anchor(titleOf(definition, command))}): ${command.summary}`,
      )
      .join('\n'),
    ...commands.flatMap((command) => commandBlocks(definition, command)),
  ]
  return `${blocks.join('\n\n')}\n`
}

function commandBlocks(definition: CliDefinition, command: CommandDefinition): readonly string[] {
  const { summary, examples, output, options = [] } = command
  // A format of its own is said where it can be had.
  const ownOptions = command.formats?.length ? [...options, formatOption(formatsOf(definition, command))] : options
  return [
    `### ${titleOf(definition, command)}`,
    summary,
    fence('text', usageOf(definition, command)),
    ...(examples.length === 0
      ? []
      : [fence('sh', examples.map(({ command, explains }) => `# ${explains}\n${command}`).join('\n'))]),
    ...(command.arguments?.length ? [argumentTable(command.arguments)] : []),
    ...(ownOptions.length === 0 ? [] : [optionTable(ownOptions)]),
    ...(output === undefined ? [] : ['Schema of `data` in `--json`:', fence('json', JSON.stringify(output, null, 2))]),
  ]
}

const titleOf = ({ name }: CliDefinition, { path }: CommandDefinition): string => `${name} ${path}`.trim()
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')
const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

const argumentTable = (list: readonly ArgumentDefinition[]): string =>
  markdownTable(
    'argument',
    list.map((argument) => [argumentSign(argument), described(argument)]),
  )

const optionTable = (list: readonly OptionDefinition[]): string =>
  markdownTable(
    'option',
    list.map((option) => [
      option.flags,
      described(option) + (option.default === undefined ? '' : `; default \`${JSON.stringify(option.default)}\``),
    ]),
  )

const described = ({ description, choices }: { description: string; choices?: readonly string[] }): string =>
  choices === undefined ? description : `${description} (${choices.map((choice) => `\`${choice}\``).join(', ')})`

const markdownTable = (kind: string, rows: readonly (readonly [string, string])[]): string =>
  [
    `| ${kind} | meaning |`,
    '| --- | --- |',
    ...rows.map(([name, text]) => `| \`${name.replaceAll('|', '\\|')}\` | ${text.replaceAll('|', '\\|')} |`),
  ].join('\n')

import type { CommandDefinition, OptionDefinition } from '@engawa/cli-kit'
import { parseCount, parseDollars, parseTemperature } from '../../commands/parse-number.js'
import { toolCards } from '../registry.js'
import type { ToolCard } from '../tool.js'

const place: readonly OptionDefinition[] = [
  { flags: '-f, --files <path...>', description: 'files that go with it' },
  { flags: '-s, --session <name>', description: 'go on in this conversation, new or not', complete: 'sessions' },
  { flags: '-c, --continue', description: 'go on in the last conversation' },
]

const model: readonly OptionDefinition[] = [
  { flags: '-m, --model <model>', description: 'model, alias or provider/model', complete: 'models' },
  { flags: '--provider <name>', description: 'ollama, anthropic, openai, gemini or a configured one' },
  { flags: '--temperature <number>', description: '0 to 2', parse: parseTemperature },
  { flags: '--max-tokens <count>', description: 'longest answer', parse: parseCount },
  {
    flags: '--max-cost <usd>',
    description: 'the whole call may cost so much; nothing above is sent',
    parse: parseDollars,
  },
  { flags: '--dry-run', description: 'show exactly what would be sent; send and store nothing' },
]

const expert: OptionDefinition = {
  flags: '--expert <model>',
  description: 'have this model check the result last',
  complete: 'models',
}

/** What is the same for every tool, told apart from what one of them takes. */
export const commonOptions = (card: Pick<ToolCard, 'modes' | 'steps'>): readonly OptionDefinition[] => [
  ...(card.modes.length === 0 ? [] : [modeOption(card)]),
  ...place,
  ...model,
  ...(card.steps ? [expert] : []),
]

const modeOption = ({ modes }: Pick<ToolCard, 'modes'>): OptionDefinition => ({
  flags: '--mode <mode>',
  description: 'how to go about it; the first unless told',
  choices: modes.map(({ name }) => name),
})

/** `zen challenge …`: a command for each tool. `zen chat` is a command of its own, which streams. */
export const toolCommands: readonly CommandDefinition[] = toolCards
  .filter(({ name }) => name !== 'chat')
  .map((card) => ({
    path: card.name,
    summary: card.summary,
    arguments: [{ name: 'request', description: 'what is asked, in words', variadic: true, ...card.request }],
    options: [...(card.options ?? []), ...commonOptions(card)],
    examples: card.examples,
    ...(card.formats === undefined ? {} : { formats: card.formats }),
    load: async () => {
      const { runToolCommand } = await import('./run-tool-command.js')
      return { run: (context, input) => runToolCommand(card, context, input) }
    },
  }))

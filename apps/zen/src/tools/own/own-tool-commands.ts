import type { CommandDefinition } from '@engawa/cli-kit'
import { exactly, listOf, text, textOrNull } from '../../commands/schema-parts.js'
import { commonOptions } from '../command/tool-commands.js'

/** `zen tool …`: tools, those that zen brings and one's own. */
export const ownToolCommands: readonly CommandDefinition[] = [
  {
    path: 'tool list',
    summary: "List tools: zen's, and those that you or this project defined.",
    examples: [
      { command: 'zen tool list', explains: 'with what each is for' },
      { command: 'zen tool list --json', explains: 'with their modes and files' },
    ],
    output: exactly({
      tools: listOf(
        exactly({
          name: text,
          summary: text,
          from: { enum: ['zen', 'you', 'project'] },
          modes: listOf(text),
          path: textOrNull,
          // What is wrong with its file.
          fault: textOrNull,
        }),
      ),
    }),
    load: () => import('./tool-list.js'),
  },
  {
    path: 'tool run',
    summary: 'Run a tool of your own: .zen/tools/NAME.md in the project, or tools/NAME.md in your folder of zen.',
    arguments: [
      { name: 'name', description: 'the tool', required: true, complete: 'own-tools' },
      { name: 'request', description: 'what is asked, in words', variadic: true },
    ],
    options: commonOptions({ modes: [], steps: false }),
    examples: [
      { command: 'zen tool run changelog --dry-run', explains: 'what it would send' },
      { command: 'git log --oneline -20 | zen tool run changelog', explains: 'with piped input' },
    ],
    load: () => import('./tool-run.js'),
  },
]

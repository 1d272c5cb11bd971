import type { CommandDefinition } from '@engawa/cli-kit'
import { chatOutput } from './output-schemas.js'
import { parseCount, parseDollars, parseTemperature } from './parse-number.js'

export const chatCommand: CommandDefinition = {
  path: 'chat',
  summary: 'Ask a model. Piped input and files go with the question; the answer streams.',
  arguments: [{ name: 'prompt', description: 'the question', variadic: true }],
  options: [
    { flags: '-f, --files <path...>', description: 'text files that go with the question' },
    { flags: '-s, --session <name>', description: 'go on in this conversation, new or not', complete: 'sessions' },
    { flags: '-c, --continue', description: 'go on in the last conversation' },
    { flags: '-m, --model <model>', description: 'model, alias or provider/model', complete: 'models' },
    { flags: '--provider <name>', description: 'ollama, anthropic, openai, gemini or a configured one' },
    { flags: '--system <text>', description: 'instructions that stand before the conversation' },
    { flags: '--temperature <number>', description: '0 to 2', parse: parseTemperature },
    { flags: '--max-tokens <count>', description: 'longest answer', parse: parseCount },
    { flags: '--max-cost <usd>', description: 'send nothing that could cost more', parse: parseDollars },
    { flags: '--no-stream', description: 'print the answer when it is complete' },
    { flags: '--dry-run', description: 'show exactly what would be sent; send and store nothing' },
    {
      flags: '--record <file>',
      description: 'write what goes over the wire into a new file, secrets taken out, for a report',
    },
  ],
  examples: [
    { command: 'zen chat "What is an engawa?"', explains: 'ask' },
    { command: 'zen chat "Explain this" -f src/main.ts src/cli.ts', explains: 'with files' },
    { command: 'git diff --staged | zen chat "Write a commit message"', explains: 'with piped input' },
    { command: 'zen chat -s design "Shall we cache?"', explains: 'in a conversation called design' },
    { command: 'zen chat -c "Why not?" -m anthropic/claude-sonnet-4-5', explains: 'the last one, another model' },
    { command: 'zen chat "Hello" --json', explains: 'answer, model, usage and redactions as JSON' },
  ],
  output: chatOutput,
  load: () => import('./chat.js'),
}

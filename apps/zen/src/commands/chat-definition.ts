import type { CommandDefinition } from '@engawa/cli-kit'
import { chatOutput } from './output-schemas.js'
import { parseCount, parseDollars, parseTemperature } from './parse-number.js'

export const chatCommand: CommandDefinition = {
  path: 'chat',
  summary: 'Ask a model. Piped input and files go with the question; the answer streams.',
  arguments: [{ name: 'prompt', description: 'the question', variadic: true }],
  options: [
    {
      flags: '-f, --files <path...>',
      description: 'files, folders, patterns, images and web addresses that go with the question; !pattern takes out',
      complete: 'files',
    },
    { flags: '--file-tokens <count>', description: 'the most tokens that they may take', parse: parseCount },
    { flags: '-s, --session <name>', description: 'go on in this conversation, new or not', complete: 'sessions' },
    { flags: '-c, --continue', description: 'go on in the last conversation' },
    { flags: '-m, --model <model>', description: 'model, alias or provider/model', complete: 'models' },
    { flags: '--provider <name>', description: 'ollama, anthropic, openai, gemini or a configured one' },
    { flags: '--role <name>', description: 'instructions kept in a file by this name', complete: 'roles' },
    { flags: '--system <text>', description: 'instructions that stand before the conversation' },
    { flags: '--temperature <number>', description: '0 to 2', parse: parseTemperature },
    { flags: '--max-tokens <count>', description: 'longest answer', parse: parseCount },
    { flags: '--max-cost <usd>', description: 'send nothing that could cost more', parse: parseDollars },
    {
      flags: '--schema <file>',
      description: 'a JSON Schema or its file: answer with JSON that satisfies it, checked, asked for once more if not',
      complete: 'files',
    },
    { flags: '--extract', description: 'print the last code block of the answer alone' },
    { flags: '--pane <name>', description: 'with what znav knows of this pane' },
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
    {
      command: "zen chat 'Where is this slow?' -f src '!src/**/*.test.ts' --file-tokens 20000",
      explains: 'with a folder, without its tests, and what .gitignore and .zenignore leave out',
    },
    { command: 'zen chat "What is wrong here?" -f screenshot.png', explains: 'with an image' },
    { command: 'zen chat "Sum this up" -f https://example.org/notes.txt', explains: 'with a page' },
    { command: 'git diff --staged | zen chat "Write a commit message"', explains: 'with piped input' },
    { command: 'zen chat -s design "Shall we cache?"', explains: 'in a conversation called design' },
    { command: 'zen chat -c "Why not?" -m anthropic/claude-sonnet-4-5', explains: 'the last one, another model' },
    { command: 'zen chat "Review it" -f src/a.ts --role reviewer', explains: 'as ~/.zen-cli/roles/reviewer.md says' },
    {
      command: `zen chat "Three colours" --schema '{"type":"array","items":{"type":"string"}}'`,
      explains: 'as JSON, checked',
    },
    { command: 'zen chat "A script that counts lines" --extract > count.sh', explains: 'the code alone' },
    { command: 'zen chat "What was I doing?" --pane backend', explains: 'with what znav knows of a pane' },
    { command: 'zen chat "Hello" --offline', explains: 'open no socket but to this machine' },
    { command: 'zen chat "Hello" --profile', explains: 'write a CPU profile of the call' },
    { command: 'zen chat "Hello" --json', explains: 'answer, model, usage and redactions as JSON' },
  ],
  output: chatOutput,
  load: () => import('./chat.js'),
}

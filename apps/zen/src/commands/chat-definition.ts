import type { CommandDefinition } from '@engawa/cli-kit'
import { parseCount, parseTemperature } from './parse-number.js'

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
    { flags: '--no-stream', description: 'print the answer when it is complete' },
    { flags: '--dry-run', description: 'show exactly what would be sent; send and store nothing' },
    { flags: '--memory', description: 'keep nothing of this call on the disk' },
  ],
  examples: [
    { command: 'zen chat "What is an engawa?"', explains: 'ask' },
    { command: 'zen chat "Explain this" -f src/main.ts src/cli.ts', explains: 'with files' },
    { command: 'git diff --staged | zen chat "Write a commit message"', explains: 'with piped input' },
    { command: 'zen chat -s design "Shall we cache?"', explains: 'in a conversation called design' },
    { command: 'zen chat -c "Why not?" -m anthropic/claude-sonnet-4-5', explains: 'the last one, another model' },
    { command: 'zen chat "Hello" --json', explains: 'answer, model, usage and redactions as JSON' },
  ],
  output: {
    type: 'object',
    anyOf: [
      {
        required: [
          'answer',
          'session',
          'provider',
          'model',
          'finish_reason',
          'usage',
          'backend',
          'durability',
          'redactions',
        ],
      },
      { required: ['payload', 'provider', 'endpoint', 'location', 'redactions'] },
    ],
    properties: {
      answer: { type: 'string' },
      session: { type: 'string' },
      provider: { type: 'string' },
      model: { type: 'string' },
      finish_reason: { enum: ['stop', 'length', 'tool-calls', 'content-filter', 'other'] },
      usage: {
        type: 'object',
        properties: { input_tokens: { type: 'integer' }, output_tokens: { type: 'integer' } },
      },
      question_id: { type: 'string' },
      answer_id: { type: 'string' },
      backend: { type: 'string' },
      durability: { enum: ['fsync', 'os', 'none'] },
      redactions: {
        type: 'array',
        items: {
          type: 'object',
          required: ['rule', 'path'],
          properties: { rule: { type: 'string' }, path: { type: 'string' } },
        },
      },
      notes: { type: 'array', items: { type: 'string' } },
      duration_ms: { type: 'integer' },
      payload: { type: 'object' },
      endpoint: { type: 'string' },
      location: { enum: ['local', 'cloud', 'none'] },
      estimated_input_tokens: { type: 'integer' },
    },
  },
  load: () => import('./chat.js'),
}

import { ConfigError, LlmError, UserError } from '@engawa/core'
import type { CliDefinition, CommandContext, CommandInput, CommandResult } from '../src/command.js'

const running = (run: (context: CommandContext, input: CommandInput) => Promise<CommandResult>) => async () => ({ run })

/** A small program that has every kind of argument, option, answer and failure. */
export const sampleCli: CliDefinition = {
  name: 'demo',
  version: '1.2.3',
  summary: 'A program for tests.',
  formats: ['text', 'json', 'markdown', 'context'],
  globalOptions: [{ flags: '-p, --project <name>', description: 'the project', complete: 'projects' }],
  completions: {
    projects: async () => ['work', 'my notes'],
    models: async () => ['qwen3:4b', 'qwen3:8b', 'llama3', 'bad\nname'],
    broken: () => Promise.reject(new Error('no server')),
  },
  commands: [
    {
      path: 'echo',
      summary: 'Say what was given.',
      arguments: [
        { name: 'first', description: 'a word', required: true },
        { name: 'more', description: 'more words', variadic: true },
      ],
      options: [
        { flags: '-m, --model <model>', description: 'the model', complete: 'models' },
        { flags: '--max-tokens <n>', description: 'most tokens', parse: toCount },
        { flags: '--meta <pair...>', description: 'pairs' },
        { flags: '--level <level>', description: 'how loud', choices: ['low', 'high'], default: 'low' },
        { flags: '--no-stream', description: 'all at once' },
      ],
      examples: [{ command: 'demo echo hello', explains: 'say hello' }],
      output: {
        type: 'object',
        required: ['args', 'options'],
        properties: { args: { type: 'object' }, options: { type: 'object' } },
      },
      load: running(async (_context, { args, options }) => ({
        data: JSON.parse(JSON.stringify({ args, options })),
        text: String(args.first),
      })),
    },
    {
      path: 'session list',
      summary: 'List sessions.',
      examples: [{ command: 'demo session list', explains: 'all of them' }],
      load: running(async () => ({
        data: ['a', 'b'],
        text: 'a\nb\n',
        markdown: '- a\n- b',
        context: 'Sessions: a, b',
      })),
    },
    {
      path: 'tail',
      summary: 'Print lines as they come.',
      examples: [{ command: 'demo tail', explains: 'two of them' }],
      load: running(async ({ format, stdout }) => {
        for (const data of ['a', 'b'])
          stdout.write(`${format === 'json' ? JSON.stringify({ ok: true, data }) : data}\n`)
        return { data: { lines: 2 }, streamed: 'lines' }
      }),
    },
    {
      path: 'session show',
      summary: 'Show a session.',
      arguments: [{ name: 'name', description: 'its name', required: true, complete: 'projects' }],
      examples: [{ command: 'demo session show a', explains: 'one of them' }],
      load: running(async (_context, { args }) => ({ data: { name: args.name as string } })),
    },
    {
      path: 'pane',
      summary: 'Go to a pane.',
      arguments: [{ name: 'name', description: 'its name', required: true }],
      examples: [{ command: 'demo pane backend', explains: 'go there' }],
      load: running(async (_context, { args }) => ({ data: `at ${String(args.name)}` })),
    },
    {
      path: 'pane log',
      summary: 'Log an intent.',
      arguments: [{ name: 'name', description: 'the pane', required: true }],
      examples: [{ command: 'demo pane log backend', explains: 'log there' }],
      load: running(async (_context, { args }) => ({ data: `logged ${String(args.name)}` })),
    },
    {
      path: 'fail',
      summary: 'Fail in some way.',
      arguments: [{ name: 'how', description: 'the way', choices: ['config', 'llm', 'internal', 'findings'] }],
      examples: [{ command: 'demo fail config', explains: 'exit code 3' }],
      load: running(async (_context, { args }) => fail(args.how)),
    },
    {
      path: 'wait',
      summary: 'Wait until interrupted.',
      examples: [{ command: 'demo wait', explains: 'end it with Ctrl-C' }],
      load: running(async ({ signal, stderr, env }) => {
        const hold = setInterval(() => {}, 1_000)
        stderr.write('waiting\n')
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        clearInterval(hold)
        stderr.write('state saved\n')
        if (env.KEEP_RESULT === undefined) signal.throwIfAborted()
        return { data: 'partial' }
      }),
    },
    {
      path: 'flood',
      summary: 'Print a lot.',
      examples: [{ command: 'demo flood | head', explains: 'the reader may leave' }],
      load: running(async ({ stdout, signal }) => {
        for (let line = 0; line < 200_000 && !signal.aborted; line++) stdout.write(`line ${line} ${'x'.repeat(50)}\n`)
        return { data: null, streamed: true }
      }),
    },
    {
      path: 'read',
      summary: 'Read standard input.',
      examples: [{ command: 'demo read < file', explains: 'its length' }],
      load: running(async ({ stdin }) => ({ data: (await stdin.readText()).length })),
    },
    {
      path: 'secret-door',
      summary: 'Hidden.',
      hidden: true,
      examples: [],
      load: running(async () => ({ data: 'inside' })),
    },
  ],
}

function toCount(word: string): number {
  if (!/^\d+$/.test(word)) {
    throw new UserError(`--max-tokens: "${word}" is no whole number`, {
      code: 'usage/bad-value',
      hint: 'Give digits: 2000.',
    })
  }
  return Number(word)
}

function fail(how: unknown): Promise<CommandResult> {
  if (how === 'config') throw new ConfigError('no key for openai', { hint: 'Run: demo keys set openai' })
  if (how === 'llm') throw new LlmError('the provider is down', { code: 'llm/down', details: { status: 500 } })
  if (how === 'findings') return Promise.resolve({ data: ['x'], exitCode: 7 })
  throw new TypeError('unexpected thing', { cause: new Error('the deeper cause') })
}

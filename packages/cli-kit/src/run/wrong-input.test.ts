import { describe, expect, it } from 'vitest'
import { run } from '../../test/run-in-process.js'
import { sampleCli } from '../../test/sample-cli.js'

/** Wrong input → code of the error, message, hint. */
const wrong: readonly (readonly [argv: string, code: string, message: string, hint: string])[] = [
  ['', 'usage/missing-command', 'demo needs a command', 'See demo --help.'],
  ['ehco hi', 'usage/unknown-command', 'unknown command "ehco"', 'Did you mean demo echo? See demo --help.'],
  ['zzzzzzzz', 'usage/unknown-command', 'unknown command "zzzzzzzz"', 'See demo --help.'],
  [
    'session lst',
    'usage/unknown-command',
    'unknown command "session lst"',
    'Did you mean demo session list? See demo session --help.',
  ],
  ['session', 'usage/missing-command', 'demo session needs a command', 'See demo session --help.'],
  [
    'echo hi --modle x',
    'usage/unknown-option',
    'unknown option --modle',
    'Did you mean --model? See demo echo --help.',
  ],
  [
    '--wat echo hi',
    'usage/unknown-option',
    'unknown option --wat',
    'Options of a command stand after it. See demo --help.',
  ],
  ['echo', 'usage/missing-argument', "demo echo: missing required argument 'first'", 'See demo echo --help.'],
  [
    'pane a b',
    'usage/excess-argument',
    'demo pane: too many arguments',
    'Quote words that belong together. See demo pane --help.',
  ],
  ['echo hi --model', 'usage/missing-value', "option '-m, --model <model>' argument missing", 'See demo echo --help.'],
  [
    'echo hi --level loud',
    'usage/bad-choice',
    "option '--level <level>' argument 'loud' is invalid. Allowed choices are low, high.",
    'See demo echo --help.',
  ],
  [
    'fail badly',
    'usage/bad-choice',
    "command-argument value 'badly' is invalid for argument 'how'. Allowed choices are config, llm, internal, findings.",
    'See demo fail --help.',
  ],
  ['echo hi --max-tokens many', 'usage/bad-value', '--max-tokens: "many" is no whole number', 'Give digits: 2000.'],
  [
    'session list --format xml',
    'usage/bad-choice',
    "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, markdown, context.",
    'See demo session list --help.',
  ],
]

describe.each(wrong)('wrong input "%s"', (line, code, message, hint) => {
  const argv = line.split(' ').filter(Boolean)

  it('is told in words on stderr', async () => {
    expect(await run(sampleCli, argv)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\nhint: ${hint}\n` })
  })

  it('is told in one JSON object on stdout, wherever --json stands', async () => {
    const expected = {
      code: 2,
      stdout: `${JSON.stringify({ ok: false, error: { code, message, hint } })}\n`,
      stderr: '',
    }
    expect(await run(sampleCli, ['--json', ...argv])).toEqual(expected)
    if (code !== 'usage/missing-value') expect(await run(sampleCli, [...argv, '--json'])).toEqual(expected)
  })
})

import type { CommandContext, CommandDefinition, CommandResult } from '../command.js'
import { createStyle } from '../output/style.js'
import { type Check, type CheckResult, runChecks } from './run-checks.js'

/** `doctor`: every check with its remedy. Exits 1 when one fails; warnings are no failure. */
export function doctorCommand(
  program: string,
  checks: (context: CommandContext) => Promise<readonly Check[]>,
): CommandDefinition {
  return {
    path: 'doctor',
    summary: 'Check everything that this program touches, with a remedy for each fault.',
    examples: [
      { command: `${program} doctor`, explains: 'what works and what does not' },
      { command: `${program} doctor --json`, explains: 'for a bug report' },
    ],
    output: {
      type: 'object',
      required: ['healthy', 'checks'],
      additionalProperties: false,
      properties: {
        healthy: { type: 'boolean' },
        checks: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'status', 'detail', 'durationMs'],
            additionalProperties: false,
            properties: {
              name: { type: 'string' },
              status: { enum: ['ok', 'warn', 'fail'] },
              detail: { type: 'string' },
              remedy: { type: 'string' },
              durationMs: { type: 'number' },
            },
          },
        },
      },
    },
    load: async () => ({
      run: async (context) =>
        doctorResult(await runChecks(await checks(context), { signal: context.signal }), context.stdout.color),
    }),
  }
}

export function doctorResult(results: readonly CheckResult[], color: boolean): CommandResult {
  const healthy = results.every(({ status }) => status !== 'fail')
  const data = { healthy, checks: results.map((result) => ({ ...result })) }
  return { data, text: doctorText(results, color), exitCode: healthy ? 0 : 1 }
}

function doctorText(results: readonly CheckResult[], color: boolean): string {
  const { green, yellow, red, dim } = createStyle(color)
  const signs = { ok: green('ok  '), warn: yellow('warn'), fail: red('fail') }
  const column = Math.max(0, ...results.map(({ name }) => name.length))
  const lines = results.flatMap(({ name, status, detail, remedy, durationMs }) => [
    `${signs[status]}  ${name.padEnd(column)}  ${detail} ${dim(`(${durationMs} ms)`)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(column + 8)}→ ${remedy}`]),
  ])
  const count = (wanted: string) => results.filter(({ status }) => status === wanted).length
  return [...lines, '', `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failed`].join('\n')
}

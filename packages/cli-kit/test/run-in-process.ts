import type { CliDefinition, CommandContext, Terminal } from '../src/command.js'
import { runCli } from '../src/run/run-cli.js'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Run a program with terminals that remember. */
export async function run(
  definition: CliDefinition,
  argv: readonly string[],
  overrides: Partial<CommandContext> = {},
): Promise<Outcome> {
  const stdout = memory()
  const stderr = memory()
  const code = await runCli(definition, argv, {
    env: {},
    stdout: stdout.terminal,
    stderr: stderr.terminal,
    stdin: { isTty: false, readText: async () => '' },
    ...overrides,
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

export function memory(options: Partial<Terminal> = {}) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const terminal: Terminal = { isTty: false, color: false, width: 80, write, ...options }
  return { terminal, text: () => text }
}

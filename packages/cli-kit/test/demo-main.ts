import { completionCommand } from '../src/completion/completion-command.js'
import { runCli } from '../src/run/run-cli.js'
import { sampleCli } from './sample-cli.js'

const definition = { ...sampleCli, commands: [...sampleCli.commands, completionCommand(sampleCli)] }

/** The sample program's main, as an app writes it. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(definition, process.argv.slice(2))
}

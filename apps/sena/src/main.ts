import { runCli } from '@engawa/cli-kit'
import { bundleIn } from './commands/bundle.js'
import { senaCli } from './commands/command-table.js'

/** @param folder where the command itself lies: what belongs to it lies beside it */
export async function main(folder: string): Promise<void> {
  process.exitCode = await runCli(senaCli(__VERSION__, bundleIn(folder)), process.argv.slice(2))
}

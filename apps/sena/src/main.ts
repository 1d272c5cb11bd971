import { runCli } from '@engawa/cli-kit'
import { senaCli } from './commands/command-table.js'

void runCli(senaCli(__VERSION__), process.argv.slice(2)).then((code) => {
  process.exitCode = code
})

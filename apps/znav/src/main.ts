import { runCli } from '@engawa/cli-kit'
import { znavCli } from './cli.js'

void runCli(znavCli(__VERSION__), process.argv.slice(2)).then((exitCode) => {
  // All is written by now. Sockets that are closing and garbage to collect keep nobody waiting.
  process.exit(exitCode)
})

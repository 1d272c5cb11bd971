import { runCli } from '@engawa/cli-kit'
import { cli } from './cli.js'

void runCli(cli, process.argv.slice(2)).then((code) => {
  // All is written by now. Sockets that are closing and garbage to collect keep nobody waiting.
  process.exit(code)
})

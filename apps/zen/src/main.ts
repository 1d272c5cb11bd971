import { runCli } from '@engawa/cli-kit'
import { cli } from './cli.js'

void runCli(cli, process.argv.slice(2)).then((code) => {
  process.exitCode = code
})

import { runCli } from '@engawa/cli-kit'
import { znavCli } from './cli.js'

void runCli(znavCli(__VERSION__), process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode
})

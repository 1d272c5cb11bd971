import { runCli } from '@engawa/cli-kit'

void runCli(
  { name: 'zen', version: __VERSION__, summary: 'x', commands: [], formats: ['text'] },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code
})

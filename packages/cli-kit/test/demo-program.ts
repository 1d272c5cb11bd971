import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleSourceForChild } from '@engawa/testkit'

/** What the program's bin says, as an app would write it. */
const main = `
import { completionCommand, runCli } from '../src/index.js'
import { sampleCli } from './sample-cli.js'

const definition = { ...sampleCli, commands: [...sampleCli.commands, completionCommand(sampleCli)] }
void runCli(definition, process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
`

/** The sample program as people have it: an executable called `demo` in a folder of the PATH. */
export async function installDemo(): Promise<{ readonly folder: string; readonly program: string }> {
  const folder = join(mkdtempSync(join(tmpdir(), 'demo-')), 'bin')
  mkdirSync(folder)
  const script = await bundleSourceForChild(main, import.meta.dirname)
  const program = join(folder, 'demo')
  writeFileSync(program, `#!${process.execPath}\n${readFileSync(script, 'utf8')}`)
  chmodSync(program, 0o755)
  return { folder, program }
}

import { execFileSync } from 'node:child_process'
import { sourceFiles } from './source-files.mjs'
import { invariants, violations } from './tree.mjs'

const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim()
const files = sourceFiles(root)
const broken = violations(files)
for (const line of broken) console.error(line)
console.log(
  `${files.length} files held to ${invariants.length + 1} invariants of ARCHITECTURE.md: ${broken.length === 0 ? 'all kept' : `${broken.length} violations`}`,
)
process.exitCode = broken.length === 0 ? 0 : 1

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The tests of the command line run the bin that people get. */
export default function setup() {
  execFileSync(process.execPath, ['build.mjs'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  })
}

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The tests run the very command that is published. */
export default function setup() {
  execFileSync(process.execPath, ['build.mjs'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  })
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whatever a run of tests leaves in the temporary folder, also where a test is cut short, goes with the run. */
export default function setup() {
  // One folder for all packages of a run. Its name is short: the path of a socket ends at 107 bytes.
  if (process.env.ENGAWA_TEST_FOLDER !== undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'et-'))
  process.env.ENGAWA_TEST_FOLDER = folder
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

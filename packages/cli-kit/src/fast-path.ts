import { writeSync } from 'node:fs'

/**
 * Answer `--version`, `-V` and `version` before anything else is loaded. This entry imports nothing of the kit, so that
 * a bin of ten lines stays near the floor of starting Node:
 *
 * ```ts
 * if (!fastPath({ name: 'zen', version: __VERSION__ }, process.argv.slice(2))) void import('./main.js')
 * ```
 *
 * @returns whether the question was answered, and nothing is left to do
 */
export function fastPath(
  program: { readonly name: string; readonly version: string },
  argv: readonly string[],
): boolean {
  const [word, ...rest] = argv
  if (rest.length > 0 || (word !== '--version' && word !== '-V' && word !== 'version')) return false
  try {
    writeSync(1, `${program.name} ${program.version}\n`)
  } catch (error) {
    // The reader has gone: there is nobody left to tell.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
  return true
}

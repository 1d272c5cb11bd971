import { readFileSync } from 'node:fs'
import { isTerminal, wantsColor, widthOf } from './output/terminal-traits.js'
import { writeAll } from './output/write-all.js'

/** Help of a program is set in so many columns, and in fewer where the terminal is narrower. */
export const helpWidth = 80

export interface FastProgram {
  readonly name: string
  readonly version: string
  /** The folder in which the build has put `help.txt` and `help-color.txt`: what `--help` prints, rendered before. */
  readonly folder: string
}

/**
 * Answer `--version`, and `--help` of the whole program, before anything else is loaded. This entry imports nothing of
 * the kit's weight, so that a bin of ten lines stays near the floor of starting Node:
 *
 * ```ts
 * if (!fastPath({ name: 'zen', version: __VERSION__, folder: __dirname }, process.argv.slice(2))) void import('./main.js')
 * ```
 *
 * @returns whether the question was answered, and nothing is left to do
 */
export function fastPath(program: FastProgram, argv: readonly string[]): boolean {
  const [word = '', ...rest] = argv
  const text = rest.length > 0 ? undefined : answerTo(word, program)
  if (text === undefined) return false
  try {
    writeAll(1, Buffer.from(text))
  } catch (error) {
    // The reader has gone: there is nobody left to tell.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
  return true
}

function answerTo(word: string, { name, version, folder }: FastProgram): string | undefined {
  if (['--version', '-V', 'version'].includes(word)) return `${name} ${version}\n`
  if (['--help', '-h', 'help'].includes(word)) return renderedHelp(folder, process.env)
  return undefined
}

/** None where it was not rendered, or not for a terminal as narrow as this. */
function renderedHelp(folder: string, env: NodeJS.ProcessEnv): string | undefined {
  try {
    if (isTerminal(1) && widthOf(1, env) < helpWidth) return undefined
    return readFileSync(`${folder}/help${wantsColor(env, 1) ? '-color' : ''}.txt`, 'utf8')
  } catch {
    return undefined
  }
}

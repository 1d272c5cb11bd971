import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type ProgramName = 'zen' | 'znav' | 'sena'

const app = (name: ProgramName) => fileURLToPath(new URL(`../../../../apps/${name}`, import.meta.url))

/** The built program, as a person starts it. */
export function programPath(name: ProgramName): string {
  const path = join(app(name), 'dist', `${name}.cjs`)
  if (!existsSync(path)) throw new Error(`${path} is not built; run \`pnpm build\``)
  return path
}

export interface ListedCommand {
  /** `chat`, `session show` */
  readonly path: string
  /** Arguments and options that take a word of one's own: `prompt`, `--files`. */
  readonly inputs: readonly string[]
}

/**
 * Every command of a program with all that can be given to it, from its reference, which a test of the program holds to
 * the command table. What offers a choice of fixed words is no input.
 */
export function commandsOf(name: ProgramName): readonly ListedCommand[] {
  const text = readFileSync(join(app(name), 'docs', 'reference.md'), 'utf8')
  return text
    .split(/^### /m)
    .slice(1)
    .map((block) => {
      const [title = ''] = block.split('\n', 1)
      return { path: title.slice(name.length + 1), inputs: inputsOf(block) }
    })
}

/** What can be given to every command, in every position. */
export function globalInputsOf(name: ProgramName): readonly string[] {
  const text = readFileSync(join(app(name), 'docs', 'reference.md'), 'utf8')
  const [, block = ''] = text.split(/^## /m)
  return inputsOf(block)
}

/** Rows such as "`-f, --files <path...>` | text files that go …" and "`[prompt...]` | the question". */
function inputsOf(block: string): readonly string[] {
  return block.split('\n').flatMap((line) => {
    const [, sign = '', meaning = ''] = /^\| `([^`]+)` \| (.*) \|$/.exec(line) ?? []
    const fixed = / \((`[^`]+`(, )?)+\)/.test(meaning)
    if (fixed) return []
    const [, option] = /(--[a-z-]+) [<[]/.exec(sign) ?? []
    const [, argument] = /^[<[]([a-z_-]+)/.exec(sign) ?? []
    return option ?? argument ?? []
  })
}

/** All that stands in the files below a folder that pass, as one text. */
export function filesBelow(folder: string, passes: (path: string) => boolean): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(passes)
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
}

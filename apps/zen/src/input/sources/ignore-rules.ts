import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** Never read by walking, whatever is said elsewhere: histories of version control, and other people's code. */
const neverWalked = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules'])

interface FolderRules {
  readonly folder: string
  readonly rules: Ignore
}

/** What `.gitignore` and `.zenignore` say, of a folder and of those above it. */
export class IgnoreRules {
  readonly #layers: readonly FolderRules[]

  private constructor(layers: readonly FolderRules[]) {
    this.#layers = layers
  }

  /**
   * The rules that hold in a folder that a person named: from where its repository begins downwards, or from `root`
   * without one. Where those rules ignore the folder itself, its own alone hold: it was named all the same.
   */
  static of(folder: string, root: string): IgnoreRules {
    const top = repositoryOf(folder) ?? (isBelow(root, folder) ? root : folder)
    const above: string[] = []
    for (let at = folder; at !== top; at = dirname(at)) above.unshift(dirname(at))
    const around = above.reduce((rules, each) => rules.enter(each), IgnoreRules.#empty)
    return (around.ignores(folder, true) ? IgnoreRules.#empty : around).enter(folder)
  }

  static readonly #empty = new IgnoreRules([])

  /** The rules below this folder. */
  enter(folder: string): IgnoreRules {
    // Ours last: it may take in again what git leaves out.
    const texts = [join('.git', 'info', 'exclude'), '.gitignore', '.zenignore'].map((name) => textOf(folder, name))
    if (texts.every((text) => text === '')) return this
    return new IgnoreRules([...this.#layers, { folder, rules: texts.reduce((all, text) => all.add(text), ignore()) }])
  }

  ignores(path: string, isFolder: boolean): boolean {
    // The nearest file that has a word on it decides.
    for (const { folder, rules } of [...this.#layers].reverse()) {
      const below = relative(folder, path).split(sep).join('/')
      if (below === '' || below.startsWith('../')) continue
      const { ignored, unignored } = rules.test(isFolder ? `${below}/` : below)
      if (ignored || unignored) return ignored
    }
    return false
  }

  static isNeverWalked(name: string): boolean {
    return neverWalked.has(name)
  }
}

function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}

const isBelow = (root: string, folder: string): boolean => folder === root || folder.startsWith(join(root, sep))

function textOf(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return ''
  }
}

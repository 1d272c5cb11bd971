import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { tokenRules } from '../src/rules/all.js'
import { patternOf, searchPatternOf, tailOf } from '../src/rules/format.js'

/** A regular expression of this package. */
export interface Pattern {
  /** The rule or the file and line that it stands in. */
  readonly place: string
  readonly source: string
  readonly flags: string
}

/** Those that rules are compiled to. */
export function rulePatterns(): readonly Pattern[] {
  return tokenRules().flatMap((rule) => {
    const searched = rule.keywords !== undefined
    const source = searched ? searchPatternOf(rule.format) : patternOf(rule.format)
    const tail = tailOf(rule.format)
    return [
      { place: rule.name, source, flags: searched ? 'g' : 'y' },
      ...(tail === undefined ? [] : [{ place: `${rule.name}, to its end`, source: tail, flags: 'y' }]),
    ]
  })
}

/** Those that stand in the source as literals. */
export function literalPatterns(folder: string): readonly Pattern[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => literalsIn(file, readFileSync(join(folder, file), 'utf8')))
}

function literalsIn(file: string, text: string): readonly Pattern[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ place: `${file}:${line}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Those that are put together while `run` runs. */
export async function builtPatterns(run: () => Promise<unknown>): Promise<readonly Pattern[]> {
  const built = new Map<string, Pattern>()
  const Original = RegExp
  globalThis.RegExp = new Proxy(Original, {
    construct(target, parts: [string, string?]) {
      const pattern = Reflect.construct(target, parts) as RegExp
      const { source, flags } = pattern
      built.set(`${source}/${flags}`, { place: 'built', source, flags })
      return pattern
    },
  })
  try {
    await run()
  } finally {
    globalThis.RegExp = Original
  }
  return [...built.values()]
}

import { FilterError } from '@engawa/core'
import { ranks, Scan } from './detection.js'
import type { CompiledUserRule, UserRule } from './secret-filter.js'

/**
 * Compiles a person's rules with re2js, whose time is linear in the text whatever the pattern. Loads re2js only when
 * there is a rule.
 *
 * @throws FilterError `filter/bad-rule` when a pattern can't be compiled, finds nothing where it must, or finds
 *   something where it must not
 */
export async function compileUserRules(rules: readonly UserRule[]): Promise<readonly CompiledUserRule[]> {
  if (rules.length === 0) return []
  const { RE2JS } = await import('re2js')
  return rules.map((rule) => {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(rule.name)) {
      throw badRule(rule.name, 'its name must be lower-case letters, digits and hyphens, 64 at most')
    }
    const compiled = toScanner(rule, compile(rule, RE2JS.compile))
    prove(rule, compiled)
    return compiled
  })
}

/** The little of re2js that is used here. */
interface Pattern {
  matcher(text: string): { find(): boolean; start(): number; end(): number }
}

function compile(rule: UserRule, compilePattern: (source: string) => Pattern): Pattern {
  try {
    return compilePattern(rule.pattern)
  } catch (cause) {
    throw badRule(rule.name, 'its pattern is not valid RE2 syntax', cause)
  }
}

function toScanner({ name }: UserRule, pattern: Pattern): CompiledUserRule {
  return {
    name,
    scan(scan) {
      for (const [offset, line] of linesOf(scan.text)) {
        const matcher = pattern.matcher(line)
        while (matcher.find()) scan.report(name, offset + matcher.start(), offset + matcher.end(), ranks.user)
      }
    },
  }
}

function* linesOf(text: string): Generator<[number, string]> {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    yield [start, text.slice(start, end)]
    start = end + 1
  }
}

function prove(rule: UserRule, compiled: CompiledUserRule): void {
  if (rule.matches.length === 0) throw badRule(rule.name, 'it has no example that it must find')
  const finds = (text: string): boolean => {
    const scan = new Scan(text)
    compiled.scan(scan)
    return scan.detections.length > 0
  }
  const missed = rule.matches.findIndex((example) => !finds(example))
  if (missed !== -1) throw badRule(rule.name, `it does not find its example matches[${missed}]`)
  const wrong = (rule.ignores ?? []).findIndex(finds)
  if (wrong !== -1) throw badRule(rule.name, `it finds something in ignores[${wrong}], which it must leave alone`)
}

function badRule(name: string, reason: string, cause?: unknown): FilterError {
  return new FilterError(`The redaction rule "${name.slice(0, 64)}" can't be used: ${reason}.`, {
    code: 'filter/bad-rule',
    hint: 'Correct the rule, or take it out of the configuration.',
    ...(cause === undefined ? {} : { cause }),
  })
}

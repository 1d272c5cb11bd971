import { EngawaError, exitCodes, FilterError } from '@engawa/core'
import { createSecretFilter } from '../create-secret-filter.js'
import { envFileSecrets } from '../env-file-secrets.js'
import { environmentSecrets } from '../environment-secrets.js'
import type { PlacedFinding, SecretFilter, UserRule } from '../secret-filter.js'
import { hashOfValue } from '../sentinel.js'
import { compileUserRules } from '../user-rules.js'
import { type CommandLine, readCommandLine } from './command-line.js'
import { help } from './help.js'
import { readWhole, sourcesOf, textOf } from './input.js'

/** What the command touches of the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array>
  readonly version: string
  /** Resolves when more can be written. */
  out(text: string): Promise<void>
  err(text: string): void
}

/** One secret, in the file it stands in. */
type Found = Omit<PlacedFinding, 'sentinel'> & { readonly source: string }

/** Runs `engawa-redact`. Never throws; answers the exit code. */
export async function redactCommand(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await run(readCommandLine(args), around)
  } catch (cause) {
    const error = cause instanceof EngawaError ? cause : unexpected(cause)
    if (args.includes('--json')) {
      const { code, message, hint } = error
      await around.out(`${JSON.stringify({ ok: false, error: { code, message, ...(hint ? { hint } : {}) } })}\n`)
    } else around.err(`engawa-redact: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ''}`)
    return error.exitCode
  }
}

async function run(line: CommandLine, around: Surroundings): Promise<number> {
  if (line.help || line.version) {
    await around.out(line.help ? help : `${around.version}\n`)
    return exitCodes.ok
  }
  const sources = sourcesOf(line.files, around.stdin)
  if (line.hash) {
    let value = ''
    for (const source of sources) for await (const text of textOf(source)) value += text
    await around.out(`${hashOfValue(value.replace(/\r?\n$/, ''))}\n`)
    return exitCodes.ok
  }
  const filter = await filterOf(line, around.env)
  const found: Found[] = []
  const counts = new Map<string, number>()
  let redacted = ''
  for (const source of sources) {
    const onFinding = ({ rule, line: row, column, length }: PlacedFinding): void => {
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
      if (line.check || line.json) found.push({ source: source.name, rule, line: row, column, length })
    }
    const stream = filter.stream({ onFinding })
    const pass = async (text: string): Promise<void> => {
      if (line.json) redacted += line.check ? '' : text
      else if (!line.check && text !== '') await around.out(text)
    }
    for await (const text of textOf(source)) await pass(stream.write(text))
    await pass(stream.end())
  }
  await tell({ line, around, found, counts, redacted })
  return line.check && counts.size > 0 ? exitCodes.findings : exitCodes.ok
}

interface Outcome {
  readonly line: CommandLine
  readonly around: Surroundings
  readonly found: readonly Found[]
  readonly counts: ReadonlyMap<string, number>
  readonly redacted: string
}

async function tell({ line, around, found, counts, redacted }: Outcome): Promise<void> {
  if (line.json) {
    const data = line.check ? { findings: found } : { text: redacted, findings: found }
    await around.out(`${JSON.stringify({ ok: true, data })}\n`)
  } else if (line.check) {
    for (const { source, line: row, column, rule } of found) await around.out(`${source}:${row}:${column} ${rule}\n`)
  } else if (counts.size > 0 && !line.quiet) {
    around.err(`engawa-redact: taken out: ${[...counts].map(([rule, count]) => `${count} × ${rule}`).join(', ')}\n`)
  }
}

async function filterOf(line: CommandLine, env: Surroundings['env']): Promise<SecretFilter> {
  const files = await Promise.all(line.envFiles.map(readWhole))
  return createSecretFilter({
    knownValues: [...environmentSecrets(env), ...files.flatMap(envFileSecrets)],
    userRules:
      line.rules === undefined ? [] : await compileUserRules(parseRules(line.rules, await readWhole(line.rules))),
    allow: line.allow,
  })
}

function parseRules(path: string, text: string): readonly UserRule[] {
  const rules = parseJson(text)
  if (Array.isArray(rules) && rules.every(isRule)) return rules
  throw new FilterError(`${path} is not a JSON list of rules.`, {
    code: 'filter/bad-rule',
    hint: 'Write [{"name": "badge", "pattern": "BADGE-[0-9]{6}", "matches": ["BADGE-000000"]}].',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRule(value: unknown): value is UserRule {
  if (typeof value !== 'object' || value === null) return false
  const { name, pattern, matches, ignores = [] } = value as Record<string, unknown>
  const areTexts = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === 'string')
  return typeof name === 'string' && typeof pattern === 'string' && areTexts(matches) && areTexts(ignores)
}

function unexpected(cause: unknown): EngawaError {
  const reason = cause instanceof Error ? cause.name : typeof cause
  return new FilterError(`Something failed within the filter (${reason}); nothing more was written.`, {
    code: 'filter/internal',
    exitCode: exitCodes.internal,
    hint: 'Please report it, without the text that it was given.',
    cause,
  })
}

import { createHash } from 'node:crypto'
import { isAbsolute, posix, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { JsonObject } from '@engawa/core'
import type { Finding } from './finding.js'
import type { Severity } from './severity.js'

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

export interface SarifSource {
  /** The tool's name: `codereview`. */
  readonly tool: string
  /** Where names of files start, below the repository's root: `apps/zen/`. */
  readonly prefix: string
  /** The folder there: an absolute path is seen from it. */
  readonly cwd: string
  readonly findings: readonly (Finding & { readonly cwe?: string | null })[]
}

/** Findings as a SARIF 2.1.0 log, for code hosts and editors. */
export function sarifLog({ tool, prefix, cwd, findings }: SarifSource): JsonObject {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: `zen ${tool}`,
            version: __VERSION__,
            rules: rules.map(({ rule, title, cwe }) => ({
              id: rule,
              shortDescription: { text: title },
              ...(cwe === undefined || cwe === null ? {} : { properties: { tags: ['security', cwe] } }),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, { prefix, cwd }, rules)),
      },
    ],
  }
}

function result(finding: Finding, at: Place, rules: readonly Finding[]): JsonObject {
  const { severity, rule, title, file, line, explanation, fix } = finding
  const text = [title, explanation, fix === '' ? '' : `Fix: ${fix}`].filter(Boolean).join('\n\n')
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((candidate) => candidate.rule === rule),
    level: levels[severity],
    message: { text },
    ...(file === null ? {} : { locations: [location(uriOf(at, file), line)] }),
    // The same finding of two runs is one, also when lines above it moved.
    partialFingerprints: { 'zenFinding/v1': fingerprint(rule, file ?? '', title) },
    properties: { severity },
  }
}

const location = (uri: string, line: number | null): JsonObject => ({
  physicalLocation: {
    artifactLocation: { uri },
    ...(line === null ? {} : { region: { startLine: line } }),
  },
})

type Place = Pick<SarifSource, 'prefix' | 'cwd'>

/** An address is its own; a path is below the repository's root, unless it leads out of it. */
function uriOf({ prefix, cwd }: Place, file: string): string {
  if (/^https?:\/\//.test(file)) return file
  const path = posix.join(prefix, isAbsolute(file) ? relative(cwd, file).split(sep).join('/') : file)
  if (isAbsolute(file) && path.startsWith('../')) return pathToFileURL(file).href
  return path.split('/').map(encodeURIComponent).join('/')
}

const fingerprint = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)

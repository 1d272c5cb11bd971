import { factsOf } from './facts.mjs'
import { fileCycles } from './invariants/file-cycles.mjs'
import { coreDoesNoIo, lazyHeavyClients, noMocks, noProcessExit } from './invariants/io.mjs'
import { noDeepImports, packageEdges } from './invariants/package-edges.mjs'
import { noSilencedTypes, oneMakerOfRedacted } from './invariants/redacted.mjs'

export const invariants = [
  packageEdges,
  noDeepImports,
  coreDoesNoIo,
  lazyHeavyClients,
  noProcessExit,
  noMocks,
  oneMakerOfRedacted,
  noSilencedTypes,
]

/** Hold a tree to the invariants. @param {readonly import('./source-files.mjs').SourceFile[]} files @returns {string[]} one line a violation */
export function violations(files) {
  const read = files.map((file) => ({ file, ...factsOf(file.path, file.text) }))
  const broken = read.flatMap((entry) =>
    invariants.flatMap(({ name, check }) =>
      check(entry).map(({ line, message }) => `${entry.file.path}:${line}: ${name}: ${message}`),
    ),
  )
  const cycles = fileCycles(read).map((cycle) => `${cycle[0]}:1: no-file-cycles: ${cycle.join(' → ')}`)
  return [...broken, ...cycles]
}

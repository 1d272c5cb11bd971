import { posix } from 'node:path'

/**
 * Cycles between files of one room, types left out: they are gone at run time.
 *
 * @param {readonly { file: import('../source-files.mjs').SourceFile, imports: readonly import('../facts.mjs').Import[] }[]} files
 * @returns {string[][]} each cycle as the paths along it
 */
export function fileCycles(files) {
  const known = new Set(files.map(({ file }) => file.path))
  /** @type {Map<string, string[]>} */
  const edges = new Map()
  for (const { file, imports } of files) {
    const targets = imports
      .filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly)
      .map(({ from }) => resolve(posix.join(posix.dirname(file.path), from), known))
      .filter((path) => path !== undefined)
    edges.set(file.path, targets)
  }
  /** @type {string[][]} */
  const cycles = []
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map()
  /** @param {string} path @param {string[]} trail */
  const walk = (path, trail) => {
    state.set(path, 'open')
    for (const next of edges.get(path) ?? []) {
      if (state.get(next) === 'open') cycles.push([...trail.slice(trail.indexOf(next)), next])
      else if (!state.has(next)) walk(next, [...trail, next])
    }
    state.set(path, 'done')
  }
  for (const path of edges.keys()) if (!state.has(path)) walk(path, [path])
  return cycles
}

/** @param {string} path @param {Set<string>} known */
function resolve(path, known) {
  const base = path.replace(/\.m?js$/, '')
  return [path, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((candidate) => known.has(candidate))
}

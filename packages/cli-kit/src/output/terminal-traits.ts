import { fstatSync } from 'node:fs'

/**
 * Terminals are character devices: a pipe or a file is told apart without loading `node:tty`.
 *
 * `bigint` matters: after a plain `fstat` of a pipe Node 20 stops following links when it resolves the next module
 * (its `realpath` looks at what the last `stat` left behind), and dependencies in a linked `node_modules` get lost.
 */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd, { bigint: true }).isCharacterDevice() && process.getBuiltinModule('node:tty').isatty(fd)
  } catch {
    return false
  }
}

/** Columns of a terminal; of anything else 80. */
export function widthOf(fd: 1 | 2, env: Readonly<Record<string, string | undefined>>): number {
  if (!isTerminal(fd)) return 80
  const stream = fd === 1 ? process.stdout : process.stderr
  const columns = stream.columns || Number(env.COLUMNS)
  return Number.isInteger(columns) && columns > 0 ? columns : 80
}

/** As Node itself decides: FORCE_COLOR wins over NO_COLOR, which wins over the terminal. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, fd: 1 | 2): boolean {
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if ((env.NO_COLOR ?? '') !== '') return false
  return env.TERM !== 'dumb' && isTerminal(fd)
}

import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What runs in the foreground of a pane. */
export interface Foreground {
  /** Absent where the pane's shell waits for a command. */
  readonly words?: readonly string[]
  readonly cwd?: string
  readonly environment: Readonly<Record<string, string>>
}

interface Stat {
  readonly parent: number
  readonly group: number
  /** The process group that the terminal listens to. */
  readonly foreground: number
}

/**
 * The panes of a session, by Zellij's id, from `/proc`. Zellij itself tells neither what was typed into a shell nor any
 * environment. Processes come and go meanwhile: whatever can't be read is left out.
 *
 * @param root `/proc`, of a test otherwise
 * @returns nothing where there is no such folder, or no server of that session runs here
 */
export function foregroundOfPanes(session: string, root = '/proc'): ReadonlyMap<number, Foreground> {
  const stats = readStats(root)
  const servers = new Set([...stats.keys()].filter((pid) => isServerOf(session, wordsOf(root, pid))))
  const panes = new Map<number, Foreground>()
  for (const [pid, stat] of stats) {
    if (!servers.has(stat.parent)) continue
    const id = environmentOf(root, pid).ZELLIJ_PANE_ID ?? ''
    if (!/^\d+$/.test(id)) continue
    panes.set(Number(id), foregroundOf(root, pid, stat, stats))
  }
  return panes
}

function foregroundOf(root: string, shell: number, { group, foreground }: Stat, stats: ReadonlyMap<number, Stat>) {
  const busy = foreground > 0 && foreground !== group
  const member = [...stats].find(([, stat]) => stat.group === foreground)?.[0]
  const pid = busy ? (stats.has(foreground) ? foreground : (member ?? shell)) : shell
  const words = busy && pid !== shell ? wordsOf(root, pid) : []
  const cwd = cwdOf(root, pid)
  return {
    ...(words.length === 0 ? {} : { words }),
    ...(cwd === undefined ? {} : { cwd }),
    environment: environmentOf(root, pid),
  }
}

/** `zellij --server /run/…/SESSION`. */
const isServerOf = (session: string, words: readonly string[]) =>
  words.some((word, at) => word === '--server' && (words[at + 1] ?? '').endsWith(`/${session}`))

function readStats(root: string): Map<number, Stat> {
  const stats = new Map<number, Stat>()
  for (const name of quietly(() => readdirSync(root)) ?? []) {
    if (!/^\d+$/.test(name)) continue
    const text = quietly(() => readFileSync(join(root, name, 'stat'), 'latin1'))
    // The program's name stands in brackets, and may hold brackets and spaces itself.
    const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
    if (fields === undefined) continue
    stats.set(Number(name), { parent: Number(fields[1]), group: Number(fields[2]), foreground: Number(fields[5]) })
  }
  return stats
}

const wordsOf = (root: string, pid: number): readonly string[] =>
  (quietly(() => readFileSync(join(root, String(pid), 'cmdline'), 'utf8')) ?? '').split('\0').slice(0, -1)

function environmentOf(root: string, pid: number): Readonly<Record<string, string>> {
  const text = quietly(() => readFileSync(join(root, String(pid), 'environ'), 'utf8')) ?? ''
  const entries = text.split('\0').map((entry) => {
    const equals = entry.indexOf('=')
    return [entry.slice(0, Math.max(equals, 0)), entry.slice(equals + 1)] as const
  })
  return Object.fromEntries(entries.filter(([name]) => name !== ''))
}

/** A folder that was deleted is called `/path (deleted)`. */
const cwdOf = (root: string, pid: number): string | undefined =>
  quietly(() => readlinkSync(join(root, String(pid), 'cwd')))?.replace(/ \(deleted\)$/, '')

function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { withFileLock } from '@engawa/durable-fs'
import type { SecretFilter } from '@engawa/secret-filter'
import type { Perth } from '../commands/perth.js'
import type { FilterForFolders } from '../commands/secret-filtering.js'
import type { PaneRecord } from '../domain/pane.js'
import { hookFolders, switchName } from './hook-folders.js'
import { namedSwitch } from './named-switch.js'
import { type RecordedCommand, recordCommands } from './recorded-command.js'
import type { SpoolRecord } from './spool-record.js'
import { takeSpools } from './take-spools.js'

/** What one collection brought. */
export interface Collected {
  /** Commands by pane. */
  readonly panes: ReadonlyMap<string, number>
  /** Commands from shells in no known pane: nobody would find them again. */
  readonly dropped: number
}

/**
 * Turn what the hooks wrote into commands of panes. Nothing but the spool ever holds them unfiltered, and what was read
 * from it is removed. One process at a time.
 */
export function collect({ state, directories, config }: Perth, filterFor: FilterForFolders): Promise<Collected> {
  const folders = hookFolders(directories)
  mkdirSync(folders.commands, { recursive: true, mode: 0o700 })
  return withFileLock(folders.lock, async () => {
    const taken = takeSpools(folders.spool)
    const wanted = config.intent_tracking.enabled ? taken.records : []
    const panes = wanted.length === 0 ? [] : await state.panes()
    const filtering = panes.length > 0 && config.privacy.filter_secrets
    const filter = filtering ? await filterFor(wanted.map(({ cwd }) => cwd)) : undefined
    const byPane = new Map<string, RecordedCommand[]>()
    for (const record of wanted) {
      const pane = paneOf(record, panes)
      if (pane === undefined || isOff(pane, folders.switches)) continue
      const command = recordedCommand(record, filter)
      byPane.set(pane.name, [...(byPane.get(pane.name) ?? []), command])
    }
    for (const [name, commands] of byPane) recordCommands(folders.commands, name, commands)
    taken.done()
    const counts = new Map([...byPane].map(([name, commands]) => [name, commands.length]))
    const collected = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return { panes: counts, dropped: taken.records.length - collected }
  })
}

/** The name that the shell was given; else the pane of Zellij that it runs in. */
function paneOf({ paneName, session, paneNumber }: SpoolRecord, panes: readonly PaneRecord[]): PaneRecord | undefined {
  if (paneName !== '') return panes.find(({ name }) => name === paneName)
  if (session === '' || paneNumber === '') return undefined
  return panes.find((pane) => pane.session === session && pane.paneId === `terminal_${paneNumber}`)
}

/** By its place, or by its name where it has none. */
export function switchesOf({ name, session, paneId }: PaneRecord): readonly string[] {
  const [, number] = /^terminal_(\d+)$/.exec(paneId ?? '') ?? []
  return [namedSwitch(name), ...(number === undefined ? [] : [switchName(session, number)])]
}

const isOff = (pane: PaneRecord, folder: string) => switchesOf(pane).some((file) => existsSync(join(folder, file)))

function recordedCommand(
  { startedAt, durationMs, exitCode, cwd, command }: SpoolRecord & { readonly startedAt: number },
  filter: SecretFilter | undefined,
): RecordedCommand {
  const given = { cwd: cwd.toWellFormed(), command: command.toWellFormed() }
  const safe = filter === undefined ? given : filter.redact(given).value
  return { at: timeOf(startedAt), durationMs, exitCode, ...safe }
}

/** A clock that jumped far away is no reason to lose the command. */
const timeOf = (milliseconds: number) => new Date(Math.min(milliseconds, 8.64e15)).toISOString()

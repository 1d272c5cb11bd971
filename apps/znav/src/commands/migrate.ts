import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext, CommandInput, CommandResult } from '@engawa/cli-kit'
import { appDirectories } from '@engawa/config'
import { ConfigError, systemClock } from '@engawa/core'
import { type MigrationReport, migrate } from '../migration/migrate.js'
import { moveEvents } from '../migration/move-events.js'
import { counted } from '../output/counted.js'
import { loadPerthConfig, type PerthConfig } from '../settings/perth-config.js'
import type { IntentState } from '../state/intent-state.js'
import { retentionOf } from '../state/open-state.js'
import { openRedisState } from '../state/redis/redis-state.js'
import { openVersion1 } from '../state/redis/version-1.js'
import { openSqliteState } from '../state/sqlite/sqlite-state.js'
import { textOption } from './input.js'
import { filterOf } from './secret-filtering.js'

interface Wanted {
  readonly config: PerthConfig
  readonly context: CommandContext
  readonly dryRun: boolean
  readonly removeOld: boolean
}

interface Outcome extends MigrationReport {
  readonly from: string
  readonly to: string
  readonly eventsMoved: number
  readonly panesRemoved: number
}

/** `znav migrate`: take over what version 1 left in Redis, or carry everything between Redis and the embedded file. */
export async function run(context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const { values: config } = await loadPerthConfig({ env: context.env, cwd: context.cwd })
  const from = textOption(input, 'from') ?? 'v1'
  if (config.redis_url === '') throw withoutRedis(from)
  const removeOld = input.options.removeOld === true
  const wanted = { config, context, dryRun: input.options.dryRun === true, removeOld }
  const outcome = from === 'v1' ? await fromVersion1(wanted) : await betweenStores(from, wanted)
  return {
    data: {
      from: outcome.from,
      to: outcome.to,
      dry_run: wanted.dryRun,
      panes: outcome.panes,
      changed: outcome.changed,
      entries_added: outcome.entriesAdded,
      entries_left_out: outcome.entriesLeftOut,
      artifacts_added: outcome.artifactsAdded,
      events_moved: outcome.eventsMoved,
      panes_removed: outcome.panesRemoved,
    },
    lasting: !wanted.dryRun,
    text: textOf(outcome, wanted, from),
  }
}

async function fromVersion1({ config, dryRun, removeOld }: Wanted): Promise<Outcome> {
  const source = await openVersion1(config.redis_url)
  const target = await openRedis(config)
  let panesRemoved = 0
  try {
    const report = await migrate(source, target, {
      dryRun,
      taken: async (pane) => {
        if (removeOld && (await source.remove(pane))) panesRemoved += 1
      },
    })
    return { ...report, from: source.description, to: target.description, eventsMoved: 0, panesRemoved }
  } finally {
    source.close()
    await target.close()
  }
}

async function betweenStores(from: string, { config, context, dryRun }: Wanted): Promise<Outcome> {
  const path = join(appDirectories('perth', context.env).data, 'perth.db')
  if (from === 'sqlite' && !existsSync(path)) return nothingThere(path, config)
  const redis = await openRedis(config)
  const sqlite = await openSqliteState({ path, retention: retentionOf(config), clock: systemClock })
  const [source, target] = from === 'sqlite' ? [sqlite, redis] : [redis, sqlite]
  try {
    const report = await migrate(source, target, { dryRun })
    const filter = await filterOf(config, context)
    const eventsMoved = await moveEvents(source.outbox, target.outbox, filter, { dryRun })
    return { ...report, from: source.description, to: target.description, eventsMoved, panesRemoved: 0 }
  } finally {
    await redis.close()
    await sqlite.close()
  }
}

const openRedis = (config: PerthConfig): Promise<IntentState> =>
  openRedisState({ url: config.redis_url, retention: retentionOf(config), clock: systemClock })

async function nothingThere(path: string, config: PerthConfig): Promise<Outcome> {
  const target = await openRedis(config)
  await target.close()
  const none = { panes: 0, changed: [], entriesAdded: 0, artifactsAdded: 0, entriesLeftOut: 0 }
  return { ...none, from: `SQLite at ${path}`, to: target.description, eventsMoved: 0, panesRemoved: 0 }
}

const withoutRedis = (from: string) =>
  new ConfigError(`redis_url is empty: there is no Redis to migrate ${from === 'sqlite' ? 'to' : 'from'}`, {
    code: 'config/no-redis',
    hint: 'Name it: PERTH_REDIS_URL=redis://localhost:6379 znav migrate, or znav config set redis_url URL',
  })

function textOf(outcome: Outcome, { dryRun, removeOld }: Wanted, from: string): string {
  const { panes, changed, entriesAdded, entriesLeftOut, eventsMoved, panesRemoved } = outcome
  const what = `${counted(changed.length, 'pane')} with ${entriesAdded} new ${entriesAdded === 1 ? 'entry' : 'entries'}`
  const stayed = removeOld && !dryRun && from === 'v1' ? panes - panesRemoved : 0
  return [
    `${dryRun ? 'Would take over' : 'Took over'} ${what}, of ${counted(panes, 'pane')} in ${outcome.from}.`,
    `They ${dryRun ? 'would then be' : 'are'} in ${outcome.to}.`,
    ...(entriesLeftOut === 0 ? [] : [`Left out: ${entriesLeftOut}, too old, too many for one pane, or not readable.`]),
    ...(eventsMoved === 0 ? [] : [`Waiting events ${dryRun ? 'to move' : 'moved'}: ${eventsMoved}.`]),
    ...(stayed === 0 ? [] : [`Still there: ${counted(stayed, 'pane')}, with what was left out or written since.`]),
    ...(panesRemoved === 0 ? [] : [`Removed there: ${counted(panesRemoved, 'pane')}.`]),
    ...(from === 'redis' && !dryRun ? ['To use the file from now on: znav config unset redis_url'] : []),
  ].join('\n')
}

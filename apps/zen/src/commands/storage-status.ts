import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type CommandModule, neutralise, table } from '@engawa/cli-kit'
import type { JsonObject } from '@engawa/core'
import type { ChatStore, StorageOptions } from '@engawa/storage'
import { openStore, placeOf, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

interface Member {
  readonly type: string
  readonly healthy: boolean | null
  readonly latency_ms: number | null
  readonly pending: boolean | null
  readonly problem: string | null
}

/** `zen storage status` */
export const run: CommandModule['run'] = async (context, { options }) => {
  const settings = await openSettings(context, options)
  const place = await placeOf(settings, context)
  return withStore(await openStore(settings, context), async (store) => {
    const { latencyMs, details } = await store.health()
    const { location, capabilities, sealing, outage } = store.info
    const chain = chainOf(details, store, latencyMs)
    const leftBehind = foldersLeftBehind(place)
    const project = settings.values.current_project
    const data = {
      ...servedBy(store.info),
      location,
      durability: capabilities.durability,
      encrypted: sealing !== undefined,
      fallback: settings.values.storage.fallback,
      project: project === '' ? null : project,
      latency_ms: rounded(latencyMs),
      chain: chain.map((member) => ({ ...member })),
      left_behind: leftBehind,
    }
    const text = [
      `${store.info.type} at ${neutralise(location)}${sealing === undefined ? '' : ', encrypted'}${outage === undefined ? '' : `, as ${outage.of} is away`}`,
      table(
        chain,
        [
          { title: 'BACKEND', value: ({ type }) => type },
          { title: 'STATE', value: stateOf },
          {
            title: 'WAITS TO BE MERGED',
            value: ({ pending }) => (pending === null ? '' : pending ? 'yes' : 'nothing'),
          },
          { title: 'PROBLEM', value: ({ problem }) => neutralise(problem ?? ''), shrink: true },
        ],
        context.stdout,
      ),
      ...leftBehind.map((folder) => `Not merged, as it was meant for another server or prefix: ${neutralise(folder)}`),
    ].join('\n')
    return { data, text }
  })
}

function chainOf(details: JsonObject, store: ChatStore, latencyMs: number): readonly Member[] {
  const alone = [{ type: store.info.type, healthy: true, latencyMs }]
  const members = Array.isArray(details.chain) ? (details.chain as readonly JsonObject[]) : alone
  return members.map((member: JsonObject) => ({
    type: String(member.type),
    healthy: typeof member.healthy === 'boolean' ? member.healthy : null,
    latency_ms: typeof member.latencyMs === 'number' ? rounded(member.latencyMs) : null,
    pending: typeof member.pending === 'boolean' ? member.pending : null,
    problem: typeof member.message === 'string' ? member.message : null,
  }))
}

const stateOf = ({ healthy, latency_ms }: Member): string =>
  healthy === null ? 'stands by' : healthy ? `answers in ${latency_ms} ms` : 'away'

/** Journals of other servers and prefixes that still hold something. */
function foldersLeftBehind(place: StorageOptions): string[] {
  if (place.type !== 'chain') return []
  const journal = place.chain.find((member) => member.type === 'file')
  if (journal?.type !== 'file') return []
  const base = dirname(journal.directory)
  return entriesOf(base)
    .filter((name) => name !== basename(journal.directory))
    .map((name) => join(base, name))
    .filter((folder) => entriesOf(join(folder, 'sessions')).some((name) => name.endsWith('.jsonl')))
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10

import type { Clock, Redacted } from '@engawa/core'
import type { EventEnvelope } from '@engawa/events'
import { noSnapshot, SnapshotError } from '../errors.js'
import type { SessionContent } from '../model.js'
import type { SnapshotMeta, SnapshotRecord } from './snapshot-record.js'
import type { SnapshotStore } from './snapshot-store.js'
import { checksumOf, packPatch, packWhole, resolveChain } from './stored-form.js'

/** After so many patches comes a whole snapshot again: what is damaged then damages no more. */
const keyframeEvery = 10
/** Others may add or delete at the same time; each try reads anew. */
const attempts = 10
const dayMs = 24 * 60 * 60 * 1000

export interface SnapshotRequest {
  readonly session: string
  readonly name: string
  readonly content: SessionContent
  readonly incremental: boolean
  readonly ttlDays: number
  /** Written in the same transaction. */
  readonly events: (meta: SnapshotMeta) => Promise<readonly Redacted<EventEnvelope>[]>
}

export interface Resolved {
  readonly meta: SnapshotMeta
  readonly content: SessionContent
}

/** Snapshots as contents, over a store of records. */
export class Snapshots {
  constructor(
    readonly store: SnapshotStore,
    readonly clock: Clock,
  ) {}

  /**
   * Keep a content. `latest` moves to it in the same transaction, after it was read back from its own bytes.
   *
   * @throws SnapshotError when the name is taken
   */
  async add(request: SnapshotRequest): Promise<SnapshotRecord> {
    const { session, name } = request
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const base = request.incremental ? await this.#base(session) : undefined
      const record = this.#record(request, base)
      resolveChain([record, ...(record.meta.parent === undefined ? [] : (base?.chain ?? []))])
      const outcome = await this.store.add(record, await request.events(record.meta))
      if (outcome === 'done') return record
      if (outcome === 'exists') {
        throw new SnapshotError(`session ${JSON.stringify(session)} has a snapshot ${name} already`, {
          code: 'snapshot/exists',
          hint: `Choose another name, or remove it first: znav snapshot delete ${name}`,
        })
      }
    }
    throw tooBusy(session)
  }

  /** @throws NotFoundError, SnapshotError `snapshot/damaged` */
  async read(session: string, name: string): Promise<Resolved> {
    const chain = await this.store.chain(session, name)
    const [top] = chain
    if (top === undefined) throw noSnapshot(session, name)
    return { meta: top.meta, content: resolveChain(chain) }
  }

  /**
   * Delete a snapshot. Those that are patches on it become patches on what it was a patch on, or whole ones.
   *
   * @returns names of those
   */
  async remove(session: string, name: string): Promise<readonly string[]> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const chain = await this.store.chain(session, name)
      if (chain.length === 0) throw noSnapshot(session, name)
      const children = (await this.store.list(session)).filter(({ parent }) => parent === name)
      const rebased = await Promise.all(children.map((child) => this.#rebased(child, chain)))
      if ((await this.store.remove(session, name, rebased)) === 'done') return children.map((child) => child.name)
    }
    throw tooBusy(session)
  }

  async #base(session: string): Promise<{ chain: readonly SnapshotRecord[]; content: SessionContent } | undefined> {
    const latest = await this.store.latest(session)
    const chain = latest === undefined ? [] : await this.store.chain(session, latest)
    if (chain.length === 0 || chain.length >= keyframeEvery) return undefined
    try {
      return { chain, content: resolveChain(chain) }
    } catch {
      // Nothing good is built on what is damaged: this becomes a whole one.
      return undefined
    }
  }

  #record(request: SnapshotRequest, base: { chain: readonly SnapshotRecord[]; content: SessionContent } | undefined) {
    const { session, name, content, ttlDays } = request
    const now = this.clock.now()
    const whole = packWhole(content)
    const patch = base && packPatch(base.content, content)
    const parent = patch !== undefined && patch.length < whole.length ? base?.chain[0]?.meta : undefined
    const meta: SnapshotMeta = {
      session,
      name,
      createdAt: now,
      expiresAt: now + ttlDays * dayMs,
      ...(parent === undefined ? {} : { parent: parent.name }),
      depth: parent === undefined ? 0 : parent.depth + 1,
      tabCount: Object.keys(content.tabs).length,
      paneCount: Object.keys(content.panes).length,
      checksum: checksumOf(content),
    }
    return { meta, data: parent === undefined || patch === undefined ? whole : patch }
  }

  /** The child of a snapshot that is about to go. A parent that can't be read can't be replaced. */
  async #rebased(child: SnapshotMeta, chain: readonly SnapshotRecord[]): Promise<SnapshotRecord> {
    const { content } = await this.read(child.session, child.name)
    const [, ...rest] = chain
    const [below] = rest
    const plain = withoutParent(child)
    if (below === undefined) return { meta: { ...plain, depth: 0 }, data: packWhole(content) }
    return {
      meta: { ...plain, parent: below.meta.name, depth: below.meta.depth + 1 },
      data: packPatch(resolveChain(rest), content),
    }
  }
}

/** A listing knows more than a record keeps. */
function withoutParent({ session, name, createdAt, expiresAt, depth, tabCount, paneCount, checksum }: SnapshotMeta) {
  return { session, name, createdAt, expiresAt, depth, tabCount, paneCount, checksum }
}

const tooBusy = (session: string) =>
  new SnapshotError(`snapshots of session ${JSON.stringify(session)} are being changed by others`, {
    code: 'snapshot/busy',
    recoverable: true,
    hint: 'Nothing was changed. Try again.',
  })

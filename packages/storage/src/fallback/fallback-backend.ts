import type { JsonObject, Message, Session } from '@engawa/core'
import type {
  AppendBatch,
  AppendOutcome,
  Backend,
  ChangeListener,
  Matches,
  MatchQuery,
  MessageQuery,
  MessageSlice,
  RecordBackend,
  RewritingBackend,
  SessionChange,
  SessionQuery,
  StopWatching,
} from '../backend.js'
import type { BackendInfo } from '../chat-store.js'
import type { Failover, Place } from './failover.js'
import { FallbackKeyValue } from './fallback-key-value.js'
import { undecidable } from './outage-error.js'
import { onlyPrimary, primaryRecords } from './primary-records.js'
import { primaryRewriting } from './primary-rewriting.js'

/** One backend out of a chain: the first, or during its outage the one that stands in. Each answer says which. */
export class FallbackBackend implements Backend {
  readonly kv: FallbackKeyValue
  readonly records: RecordBackend
  readonly rewriting: RewritingBackend
  readonly #failover: Failover
  readonly #primary: BackendInfo

  /** @param primary what to say of it while nothing serves */
  constructor(failover: Failover, primary: BackendInfo) {
    this.#failover = failover
    this.#primary = primary
    this.kv = new FallbackKeyValue(failover)
    this.records = primaryRecords(failover)
    this.rewriting = primaryRewriting(failover)
  }

  get info(): BackendInfo {
    const { serving } = this.#failover
    return serving === undefined ? this.#primary : infoOf(serving)
  }

  createSession(session: Session): Promise<void> {
    return this.#failover.run(({ backend }) => backend.createSession(session))
  }

  getSession(id: string): Promise<Session | undefined> {
    return this.#failover.run(({ backend }) => backend.getSession(id))
  }

  listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return this.#failover.run(({ backend }) => backend.listSessions(query))
  }

  changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    return this.#failover.run(({ backend }) => backend.changeSession(id, change))
  }

  /** A purge is for good, so only where all of it is. */
  purgeSession(id: string): Promise<boolean> {
    return onlyPrimary(this.#failover, (backend) => backend.purgeSession(id))
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return onlyPrimary(this.#failover, (backend) => backend.watch(listener))
  }

  append(batch: AppendBatch): Promise<AppendOutcome> {
    return this.#failover.run(async (place) => {
      const { outage, backend } = place
      if (outage !== undefined && batch.expectedSeq !== undefined) throw undecidable(outage.of)
      return { ...(await backend.append(batch)), servedBy: infoOf(place) }
    })
  }

  getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#failover.run(({ backend }) => backend.getMessage(sessionId, id))
  }

  listMessages(query: MessageQuery): Promise<MessageSlice> {
    return this.#failover.run(({ backend }) => backend.listMessages(query))
  }

  search(query: MatchQuery): Promise<Matches> {
    return this.#failover.run(({ backend }) => backend.search(query))
  }

  /** What a stand-in keeps is merged soon, and searched meanwhile by an index of its own. */
  rebuildSearch(): Promise<void> {
    return onlyPrimary(this.#failover, (backend) => backend.rebuildSearch())
  }

  async health(): Promise<JsonObject> {
    const details = await this.#failover.run(({ backend }) => backend.health())
    const { type, outage } = this.info
    return {
      ...details,
      serving: type,
      chain: await this.#failover.lookAtAll(),
      ...(outage === undefined ? {} : { outage: { ...outage } }),
    }
  }

  close(): Promise<void> {
    return this.#failover.close()
  }
}

const infoOf = ({ backend, outage }: Place): BackendInfo =>
  outage === undefined ? backend.info : { ...backend.info, outage }

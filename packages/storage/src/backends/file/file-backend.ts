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
  RewritingBackend,
  SessionChange,
  SessionQuery,
  StopWatching,
} from '../../backend.js'
import type { BackendInfo, Durability } from '../../chat-store.js'
import { pageOfSessions } from '../../listing/order.js'
import { collect } from './collect.js'
import type { OnReport } from './damage.js'
import type { Disk } from './disk.js'
import { FileKeyValue } from './file-key-value.js'
import { FileRecords } from './file-records.js'
import { FileWatch } from './file-watch.js'
import { findById } from './find-record.js'
import { purgeLog } from './purge-log.js'
import { Quarantine } from './quarantine.js'
import { readMessages } from './read-messages.js'
import { messagesOf } from './record.js'
import { rewriteDetails, rewriteMessages } from './rewrite-session.js'
import type { FileSearch } from './search/file-search.js'
import type { IndexSizes } from './search/log-index.js'
import { SessionCatalog } from './session-catalog.js'
import { SessionFiles } from './session-files.js'
import { SessionLogs } from './session-logs.js'
import { openFolder } from './store-folder.js'
import { appending, creation, sessionChange } from './transactions.js'

export interface FileBackendOptions {
  readonly directory: string
  readonly disk: Disk
  readonly durability: Exclude<Durability, 'none'>
  readonly onReport: OnReport
  /** The usual ones unless told, for tests. */
  readonly indexSizes?: IndexSizes
}

/** One log for each session, one file for each key. The logs are the truth; all else is read off them. */
export class FileBackend implements Backend {
  readonly info: BackendInfo
  readonly kv: FileKeyValue
  readonly records: FileRecords
  readonly rewriting: RewritingBackend
  readonly #disk: Disk
  readonly #quarantineFolder: string
  readonly #searchFolder: string
  readonly #quarantine: Quarantine
  readonly #files: SessionFiles
  readonly #logs: SessionLogs
  readonly #makeSearch: () => Promise<FileSearch>
  #search: Promise<FileSearch> | undefined
  readonly #watch: FileWatch

  constructor({ directory, disk, durability, onReport, indexSizes }: FileBackendOptions) {
    const folder = openFolder(disk, directory)
    const quarantine = new Quarantine(disk, folder.quarantine, onReport)
    const onDamage = quarantine.take.bind(quarantine)
    this.info = {
      type: 'file',
      location: directory,
      capabilities: { durability, shared: true, search: true, watch: true, reseal: true },
    }
    this.kv = new FileKeyValue(disk, folder.keyValue)
    this.#disk = disk
    this.#quarantineFolder = folder.quarantine
    this.#searchFolder = folder.search
    this.#quarantine = quarantine
    this.#files = new SessionFiles(disk, folder.sessions, onDamage, new SessionCatalog(disk, folder.catalog))
    this.#logs = new SessionLogs(disk, durability, onDamage)
    // Loaded when first needed: a command that appends pays nothing for it.
    this.#makeSearch = async () => {
      const { FileSearch } = await import('./search/file-search.js')
      return new FileSearch(disk, this.#files, folder.search, indexSizes)
    }
    this.records = new FileRecords({
      disk,
      directory: folder.records,
      blobDirectory: folder.blobs,
      durability,
      onDamage,
      forget: quarantine.forget.bind(quarantine),
    })
    const fileOf = (id: string) => ({ disk, path: this.#files.pathOf(id), onDamage })
    this.rewriting = {
      session: (change) => rewriteDetails(fileOf(change.from.id), change),
      messages: (sessionId, changes) => rewriteMessages(fileOf(sessionId), sessionId, changes),
      versions: (collection, changes) => this.records.rewrite(collection, changes),
      blob: (collection, id, hash, change) => this.records.rewriteBlob(collection, id, hash, change),
      value: (key, change) => this.kv.rewrite(key, change),
      finish: async () => {
        if (disk.inspect(folder.search) !== undefined) await this.rebuildSearch()
      },
    }
    this.#watch = new FileWatch(disk, this.#files, this.records)
  }

  createSession(session: Session): Promise<void> {
    return this.#logOf(session.id).submit(creation(session))
  }

  async getSession(id: string): Promise<Session | undefined> {
    return this.#files.session(this.#files.pathOf(id))
  }

  async listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return pageOfSessions(await this.#files.all(), query)
  }

  async changeSession(id: string, change: SessionChange): Promise<Session | undefined> {
    return this.#logOf(id).submit(sessionChange(id, change))
  }

  async purgeSession(id: string): Promise<boolean> {
    const path = this.#files.pathOf(id)
    const there = await purgeLog(this.#disk, path)
    this.#files.forget()
    await this.#quarantine.forget(path)
    if (there && this.#disk.inspect(this.#searchFolder) !== undefined) {
      // Should it fail, whoever searches next sees to it.
      await (await this.#searcher()).forgetGone().catch(() => undefined)
    }
    return there
  }

  append(batch: AppendBatch): Promise<AppendOutcome> {
    return this.#logOf(batch.session.id).submit(appending(batch))
  }

  async getMessage(sessionId: string, id: string): Promise<Message | undefined> {
    return this.#files.read(this.#files.pathOf(sessionId), (reader, file) => {
      const found = findById(file, reader, id)
      return found && messagesOf(found.record, sessionId).find((message) => message.id === id)
    })
  }

  async listMessages(query: MessageQuery): Promise<MessageSlice> {
    const slice = this.#files.read(this.#files.pathOf(query.sessionId), (reader) => readMessages(reader, query))
    return slice ?? { messages: [] }
  }

  async search(query: MatchQuery): Promise<Matches> {
    return (await this.#searcher()).search(query)
  }

  async rebuildSearch(): Promise<void> {
    await (await this.#searcher()).rebuild()
  }

  watch(listener: ChangeListener): Promise<StopWatching> {
    return this.#watch.watch(listener)
  }

  async health(): Promise<JsonObject> {
    const sessions = await this.#files.all()
    const quarantined = await collect(this.#disk.list(this.#quarantineFolder))
    return {
      sessions: sessions.length,
      quarantined: quarantined.length,
      search: (await this.#search)?.health() ?? null,
      reports: this.#quarantine.reports.map((report) => ({ ...report })),
    }
  }

  async close(): Promise<void> {
    this.#watch.close()
    await Promise.all([this.#logs.close(), this.#search?.then((search) => search.close())])
  }

  #searcher(): Promise<FileSearch> {
    this.#search ??= this.#makeSearch()
    return this.#search
  }

  #logOf(sessionId: string) {
    return this.#logs.at(this.#files.pathOf(sessionId))
  }
}

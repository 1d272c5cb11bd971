import type { Clock, IdGenerator } from '@engawa/core'
import type { Backend, StoredRecord } from '../backend.js'
import type { ChatStore } from '../chat-store.js'
import type { Context } from '../entities/context.js'
import type { Document } from '../entities/document.js'
import type { Insight, Panel } from '../entities/panel.js'
import type { Persona } from '../entities/persona.js'
import type { User } from '../entities/user.js'
import { Turns } from '../turns.js'
import { contextStore, type StoredSnapshot } from './context-store.js'
import { documentStore } from './document-store.js'
import { appendTo, messageStore } from './message-store.js'
import { panelStore } from './panel-store.js'
import { personaOfKey } from './persona-key.js'
import { personaStore } from './persona-store.js'
import { purgeAll } from './purge-all.js'
import { Records, type RecordsOptions } from './records.js'
import { sessionStore } from './session-store.js'
import { toDocument } from './stored-document.js'
import { storedEntity, unlessEmpty } from './stored-entity.js'
import { userStore } from './user-store.js'

type EntityStores = Pick<
  ChatStore,
  'sessions' | 'messages' | 'users' | 'documents' | 'contexts' | 'panels' | 'personas'
>

/** All stores of entities over one backend, and what they ask of one another. */
export function entityStores(backend: () => Backend, clock: Clock, newId: IdGenerator): EntityStores {
  const turns = new Turns()
  const over = <T extends Persona | User | Document | Context | StoredSnapshot | Panel | Insight>(
    options: RecordsOptions<T>,
  ) => new Records(options, backend, clock, turns)

  const users = over<User>({ collection: 'users', what: 'user', defaultOrder: 'desc', toEntity: storedEntity })
  const personas = over({ collection: 'personas', what: 'persona', defaultOrder: 'asc', toEntity: toPersona })
  const documents = over({ collection: 'documents', what: 'document', defaultOrder: 'desc', toEntity: toDocument })
  const contexts = over({ collection: 'contexts', what: 'context', defaultOrder: 'desc', toEntity: toContext })
  const snapshots = over({ collection: 'snapshots', what: 'snapshot', defaultOrder: 'asc', toEntity: toSnapshot })
  const panels = over({ collection: 'panels', what: 'panel', defaultOrder: 'desc', toEntity: toPanel })
  const insights = over({ collection: 'insights', what: 'insight', defaultOrder: 'asc', toEntity: toInsight })

  const messages = messageStore(backend, clock, newId)
  const context = contextStore(contexts, snapshots, backend, newId)
  const sessions = sessionStore(backend, clock, newId, (sessionId) =>
    purgeAll(contexts, { parent: sessionId }, ({ id }) => context.purge(id)),
  )
  const panel = panelStore({
    panels,
    insights,
    personas,
    messages,
    sessions,
    backend,
    newId,
    append: (seed, request) => appendTo(backend, seed, request, clock, newId),
  })
  const purgeUser = async (userId: string): Promise<void> => {
    await purgeAll(panels, { owner: userId }, ({ id }) => panel.purge(id))
    for await (const { id } of sessions.list({ userId, includeDeleted: true, limit: 200 })) await sessions.purge(id)
    await purgeAll(contexts, { owner: userId }, ({ id }) => context.purge(id))
    await purgeAll(documents, { owner: userId })
    await purgeAll(personas, { owner: userId }, ({ id }) => persona.purge(id, { userId }))
  }
  const persona = personaStore(personas, newId)

  return {
    sessions,
    messages,
    users: userStore(users, newId, purgeUser),
    documents: documentStore(documents, backend, newId),
    contexts: context,
    panels: panel,
    personas: persona,
  }
}

const toPersona = (record: StoredRecord): Persona => storedEntity(record, personaOfKey(record.id))

const toContext = (record: StoredRecord): Context =>
  storedEntity(record, { userId: record.owner, sessionId: record.parent })

const toSnapshot = (record: StoredRecord): StoredSnapshot => storedEntity(record, { contextId: record.parent })

const toPanel = (record: StoredRecord): Panel =>
  storedEntity(record, { userId: record.owner, ...unlessEmpty('sessionId', record.parent) })

const toInsight = (record: StoredRecord): Insight => storedEntity(record, { panelId: record.parent })

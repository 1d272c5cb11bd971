import type { IdGenerator } from '@engawa/core'
import type { Backend, StoredRecord } from '../backend.js'
import type { Context, ContextSnapshot, ContextStore, MessageRange, NewContext } from '../entities/context.js'
import type { Versioned } from '../entities/versioned.js'
import { checkContextChange, checkNewContext } from '../input/check-context.js'
import { checkFields, checkName } from '../input/check-fields.js'
import { checkId, checkObject } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { mapped } from '../listing/mapped.js'
import { belongingTo } from './belonging-to.js'
import { entityVerbs, expectedIn } from './entity-verbs.js'
import { purgeAll } from './purge-all.js'
import type { Records } from './records.js'
import { sessionNamed } from './session-named.js'

/** A snapshot as an entity: what it shows is in it, so that it stays as it was. */
export interface StoredSnapshot extends Versioned {
  readonly contextId: string
  readonly label?: string
  readonly context: Context
}

export function contextStore(
  contexts: Records<Context>,
  snapshots: Records<StoredSnapshot>,
  backend: () => Backend,
  newId: IdGenerator,
): ContextStore {
  const verbs = entityVerbs(contexts)
  return {
    ...verbs,
    create: async (given) => {
      const { id = newId(), sessionId, ...content } = checkNewContext(given)
      const { userId } = await checkedRange(backend(), sessionId, content.range)
      return contexts.create({ id, owner: userId, parent: sessionId, body: bodyOf(content) })
    },
    update: async (id, change) => {
      const checked = checkContextChange(change)
      return contexts.change(checkId(id, 'id'), expectedIn(change), async (record: StoredRecord) => {
        if (checked.range !== undefined) await checkedRange(backend(), record.parent, checked.range)
        return { body: { ...record.body, ...checked } }
      })
    },
    list: (options = {}) => contexts.list(() => belongingTo(options), options),
    snapshot: async (id, options = {}) => {
      const { label } = checkFields(checkObject(options, 'options'), '', { label: checkName })
      const record = await contexts.existing(checkId(id, 'id'))
      const body = { ...(label === undefined ? {} : { label }), context: contexts.toEntity(record) }
      return shown(await snapshots.create({ id: newId(), owner: record.owner, parent: record.id, body }))
    },
    snapshots: (options) =>
      mapped(
        (page) => snapshots.list(() => ({ parent: checkId(options.contextId, 'contextId') }), page),
        options,
        shown,
      ),
    purge: async (id) => {
      await purgeAll(snapshots, { parent: checkId(id, 'id') })
      return verbs.purge(id)
    },
  }
}

/** The session, when it has the messages. @throws UserError naming what is wrong */
async function checkedRange(backend: Backend, sessionId: string, { last }: MessageRange) {
  const session = await sessionNamed(backend, sessionId, 'sessionId')
  if (last > session.messageCount) {
    throw invalidInput('range.last', `is ${last}, but the session's last message is ${session.messageCount}`)
  }
  return session
}

const bodyOf = ({ keyPoints = [], entities = [], ...rest }: Omit<NewContext, 'id' | 'sessionId'>) => ({
  keyPoints,
  entities,
  ...rest,
})

const shown = ({ id, contextId, label, createdAt, context }: StoredSnapshot): ContextSnapshot => ({
  id,
  contextId,
  ...(label === undefined ? {} : { label }),
  takenAt: createdAt,
  context,
})

import type { IdGenerator } from '@engawa/core'
import type { Backend } from '../backend.js'
import type { SessionStore } from '../chat-store.js'
import type { Insight, PanelStore } from '../entities/panel.js'
import type { Persona } from '../entities/persona.js'
import { checkNewPanel, checkPanelChange } from '../input/check-panel.js'
import { checkId } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { localUser } from '../local-user.js'
import { belongingTo } from './belonging-to.js'
import { entityVerbs, expectedIn } from './entity-verbs.js'
import { insightStore } from './insight-store.js'
import { type ConversationParts, panelConversation } from './panel-conversation.js'
import { personaKey } from './persona-key.js'
import { purgeAll } from './purge-all.js'
import type { Records } from './records.js'
import { sessionNamed } from './session-named.js'

export interface PanelParts extends ConversationParts {
  readonly insights: Records<Insight>
  readonly personas: Records<Persona>
  readonly sessions: SessionStore
  readonly backend: () => Backend
  readonly newId: IdGenerator
}

export function panelStore(parts: PanelParts): PanelStore {
  const { panels, personas, sessions, backend, newId } = parts
  const verbs = entityVerbs(panels)
  const conversation = panelConversation(parts)

  return {
    ...verbs,
    ...conversation.verbs,
    insights: insightStore(parts.insights, conversation, newId),
    create: async (given) => {
      const { id = newId(), userId, sessionId, personas: wanted, ...content } = checkNewPanel(given)
      const session = sessionId === undefined ? undefined : await sessionNamed(backend(), sessionId, 'sessionId')
      const owner = userId ?? session?.userId ?? localUser
      const body = { ...content, personas: await snapshotOf(personas, wanted, owner), conversationId: newId() }
      return panels.create({ id, owner, parent: sessionId ?? '', body })
    },
    update: async (id, change) => {
      const checked = checkPanelChange(change)
      return panels.change(checkId(id, 'id'), expectedIn(change), ({ body }) => ({ body: { ...body, ...checked } }))
    },
    list: (options = {}) => panels.list(() => belongingTo(options), options),
    delete: async (id) => {
      const { conversationId } = await panels.setDeleted(checkId(id, 'id'), true)
      if ((await backend().getSession(conversationId)) !== undefined) await sessions.delete(conversationId)
    },
    restore: async (id) => {
      const panel = await panels.setDeleted(checkId(id, 'id'), false)
      const session = await backend().getSession(panel.conversationId)
      if (session !== undefined) await sessions.restore(panel.conversationId)
      return panel
    },
    purge: async (id) => {
      const record = await panels.find(checkId(id, 'id'))
      if (record === undefined) return false
      await purgeAll(parts.insights, { parent: id })
      await sessions.purge(panels.toEntity(record).conversationId)
      return panels.purge(id)
    },
  }
}

/** The personas as they are now: the user's, then global ones. */
async function snapshotOf(personas: Records<Persona>, wanted: readonly string[], userId: string): Promise<Persona[]> {
  const found = await Promise.all(
    wanted.map(async (id) => (await personas.get(personaKey(id, userId))) ?? personas.get(personaKey(id))),
  )
  return found.map((persona, index) => {
    if (persona !== undefined) return persona
    const id = JSON.stringify(wanted[index])
    throw invalidInput(`personas[${index}]`, `names no persona of the user, and no global one: ${id}`)
  })
}

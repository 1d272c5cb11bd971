import type { Message, NewMessage, NewSession } from '@engawa/core'
import type { AppendRequest, AppendResult, ListOptions, MessageStore } from '../chat-store.js'
import type { NewPanelMessage, Panel, PanelMessage, PanelStore } from '../entities/panel.js'
import { checkPanelMessage } from '../input/check-panel.js'
import { checkId } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import { PagedListing } from '../listing/listing.js'
import { mapped } from '../listing/mapped.js'
import type { Records } from './records.js'

/** What is said in panels. Each has a session for it, so that it is as durable, and as easily found, as any other. */
export interface PanelConversation {
  readonly verbs: Pick<PanelStore, 'say' | 'messages' | 'replies'>
  /** @throws StorageError when the panel is unknown or deleted */
  panel(id: string): Promise<Panel>
  message(panel: Panel, id: string): Promise<PanelMessage | undefined>
}

export interface ConversationParts {
  readonly panels: Records<Panel>
  readonly messages: MessageStore
  /** Append, creating the session as told when it does not exist. */
  readonly append: (seed: NewSession, request: AppendRequest) => Promise<AppendResult>
}

export function panelConversation({ panels, messages, append }: ConversationParts): PanelConversation {
  const panelNamed = async (id: unknown): Promise<Panel> => {
    return panels.toEntity(await panels.existing(checkId(id, 'panelId')))
  }
  const message: PanelConversation['message'] = async (panel, id) => {
    const found = await messages.get(panel.conversationId, id)
    return found && toPanelMessage(panel.id, found)
  }
  const pageOf = async (panelId: string, options: ListOptions) => {
    const { conversationId } = await panelNamed(panelId)
    return messages.list({ ...options, sessionId: conversationId })
  }

  return {
    panel: panelNamed,
    message,
    verbs: {
      say: async (given) => {
        const { panelId, personaId, responseTo } = checkPanelMessage(given)
        const panel = await panelNamed(panelId)
        if (personaId !== undefined && !panel.personas.some(({ id }) => id === personaId)) {
          throw invalidInput('personaId', `names nobody of this panel: ${JSON.stringify(personaId)}`)
        }
        if (responseTo !== undefined && (await message(panel, responseTo)) === undefined) {
          throw invalidInput('responseTo', `names no message of this panel: ${JSON.stringify(responseTo)}`)
        }
        const {
          messages: stored,
          durability,
          replayed,
        } = await append(sessionFor(panel), {
          sessionId: panel.conversationId,
          messages: [toMessage(given)],
          ...(given.idempotencyKey === undefined ? {} : { idempotencyKey: given.idempotencyKey }),
        })
        const said = stored.map((one) => toPanelMessage(panel.id, one))
        return { messages: said, durability, replayed }
      },
      messages: ({ panelId, ...options }) =>
        mapped(
          (page) => pageOf(panelId, page),
          options,
          (one) => toPanelMessage(panelId, one),
        ),
      replies: ({ panelId, messageId, ...options }) => {
        const { after: first, ...rest } = options
        return new PagedListing(async (after) => {
          const wanted = checkId(messageId, 'messageId')
          const page = await pageOf(panelId, { ...rest, ...(after === undefined ? {} : { after }) })
          const answers = page.items.filter(({ replyTo }) => replyTo === wanted)
          return { ...page, items: answers.map((one) => toPanelMessage(panelId, one)) }
        }, first)
      },
    },
  }
}

const sessionFor = ({ id, userId, topic }: Panel): NewSession => ({ userId, title: topic, metadata: { panelId: id } })

/** Who speaks stands in the metadata, under `panel`: what else is there is the caller's. */
function toMessage({ panelId, personaId, responseTo, idempotencyKey, metadata, ...rest }: NewPanelMessage): NewMessage {
  return {
    ...rest,
    role: personaId === undefined ? 'user' : 'assistant',
    ...(responseTo === undefined ? {} : { replyTo: responseTo }),
    metadata: { ...metadata, panel: { id: panelId, ...(personaId === undefined ? {} : { personaId }) } },
  }
}

function toPanelMessage(panelId: string, { replyTo, metadata = {}, ...message }: Message): PanelMessage {
  const { panel, ...own } = metadata
  const personaId = typeof panel === 'object' && panel !== null && 'personaId' in panel ? panel.personaId : undefined
  return {
    ...message,
    panelId,
    ...(typeof personaId === 'string' ? { personaId } : {}),
    ...(replyTo === undefined ? {} : { responseTo: replyTo }),
    ...(Object.keys(own).length === 0 ? {} : { metadata: own }),
  }
}

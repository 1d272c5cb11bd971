import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { type Message, textOf } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { findSession, nameOf } from '../conversation/session-names.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { servedBy } from '../sessions/storage-outage.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen session show NAME` */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const settings = await openSettings(context, options)
  const name = args.name as string
  return withStore(await openStore(settings, context), async (store) => {
    const session = await findSession(store, name)
    const messages = await lastMessages(store, session.id, (options.last as number | undefined) ?? 50)
    return {
      data: {
        session: nameOf(session),
        id: session.id,
        title: session.title ?? null,
        message_count: session.messageCount,
        messages: messages.map(toData),
        ...servedBy(store.info),
      },
      text: messages.map(asText).join('\n\n'),
      markdown: messages.map(asMarkdown).join('\n\n'),
    }
  })
}

/** The newest, oldest first. */
async function lastMessages(store: ChatStore, sessionId: string, count: number): Promise<readonly Message[]> {
  const newest: Message[] = []
  for await (const message of store.messages.list({ sessionId, order: 'desc' })) {
    if (newest.length === count) break
    newest.push(message)
  }
  return newest.reverse()
}

const toData = (message: Message) => ({
  id: message.id,
  seq: message.seq,
  role: message.role,
  text: textOf(message),
  created_at: message.createdAt,
  model: message.model ?? null,
  reply_to: message.replyTo ?? null,
  status: message.status ?? 'complete',
})

const heading = ({ role, model, status }: Message) =>
  `${role}${model === undefined ? '' : ` (${model})`}${status === 'partial' ? ', broke off' : ''}`
const asText = (message: Message) => `${heading(message)}:\n${neutralise(textOf(message))}`
const asMarkdown = (message: Message) => `## ${heading(message)}\n\n${textOf(message)}`

import { Failure, Loading } from '../elements/notices.js'
import { Entry } from './entry.js'
import { chatEntries, type Turn } from './turn.js'
import { TurnAnnouncer } from './turn-announcer.js'
import { useFollowEnd } from './use-follow-end.js'
import { useMessages } from './use-messages.js'
import { Welcome } from './welcome.js'

export interface ConversationProps {
  readonly sessionId: string | undefined
  readonly turns: readonly Turn[]
}

export function Conversation({ sessionId, turns }: ConversationProps) {
  const stored = useMessages(sessionId)
  const entries = chatEntries(stored.data?.messages ?? [], turns)
  const { scroller, content } = useFollowEnd(turns.at(-1)?.key)

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="conversation" ref={scroller} role="log" aria-label="Messages" aria-live="off" tabIndex={0}>
      <div className="conversation-column" ref={content}>
        {(sessionId !== undefined || entries.length > 0) && <h1 className="visually-hidden">Conversation</h1>}
        {stored.isError && !stored.data && <Failure error={stored.error} retry={() => void stored.refetch()} />}
        {stored.isLoading && entries.length === 0 && <Loading what="the conversation" />}
        {sessionId === undefined && entries.length === 0 && <Welcome />}
        {stored.data?.next_cursor && <p className="fine">Only the last 200 messages are shown here.</p>}
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </div>
      <TurnAnnouncer turn={turns.at(-1)} />
    </div>
  )
}

import { useEffect, useState } from 'react'
import { ListIcon } from '../elements/icons.js'
import { useSena, useTurns } from '../sena/sena-context.js'
import { Composer } from './composer.js'
import { Conversation } from './conversation.js'
import { ModelNotice } from './model-notice.js'
import { SessionList } from './session-list.js'
import { isOver, type Turn } from './turn.js'
import { useStop } from './use-stop.js'

/** A conversation, and all the others at its side. */
export function ChatView({ id }: { readonly id: string | undefined }) {
  const { chat } = useSena()
  const turns = useTurns()
  const [listOpen, setListOpen] = useState(false)
  const ours = turns.filter(({ sessionId }) => sessionId === id)
  const stop = useStop(id, ours)
  const room = useRoomKey(id, ours)
  useEffect(() => setListOpen(false), [id])

  return (
    <div className="chat">
      <SessionList current={id} open={listOpen} onClose={() => setListOpen(false)} />
      <section className="chat-room" aria-label="Conversation">
        <div className="chat-bar">
          <button
            type="button"
            aria-expanded={listOpen}
            aria-controls="sessions"
            onClick={() => setListOpen(!listOpen)}
          >
            <ListIcon /> Conversations
          </button>
        </div>
        <Conversation key={room} sessionId={id} turns={ours} />
        <div className="chat-foot">
          <ModelNotice />
          <Composer
            key={room}
            onAsk={(message, mode) =>
              chat.ask({ message, ...(id === undefined ? {} : { sessionId: id }), ...(mode ? { mode } : {}) })
            }
            onStop={stop}
          />
        </div>
      </section>
    </div>
  )
}

/** Another conversation is another room; one that only got its name stays the same, with what is typed in it. */
function useRoomKey(id: string | undefined, ours: readonly Turn[]): number {
  const [room, setRoom] = useState({ id, key: 0 })
  if (room.id === id) return room.key
  const named = room.id === undefined && ours.some((turn) => !isOver(turn))
  const next = { id, key: named ? room.key : room.key + 1 }
  setRoom(next)
  return next.key
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PlusIcon } from '../elements/icons.js'
import { Empty, Failure, Loading } from '../elements/notices.js'
import { formatRoute } from '../routing/route.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { type DeletedSession, SessionDeleted } from './session-deleted.js'
import { SessionItem } from './session-item.js'

export interface SessionListProps {
  readonly current: string | undefined
  /** On a narrow screen the list lies over the conversation while open. */
  readonly open: boolean
  readonly onClose: () => void
}

export function SessionList({ current, open, onClose }: SessionListProps) {
  const { client } = useSena()
  const [deleted, setDeleted] = useState<DeletedSession>()
  const sessions = useInfiniteQuery({
    queryKey: keys.sessions,
    queryFn: ({ pageParam, signal }) =>
      client.sessions.list({ limit: 50, ...(pageParam === undefined ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  })
  const all = sessions.data?.pages.flatMap((page) => page.sessions)
  return (
    <nav id="sessions" className={open ? 'sessions sessions-open' : 'sessions'} aria-label="Conversations">
      <a className="new-session" href={formatRoute({ view: 'chat' })} onClick={onClose}>
        <PlusIcon /> New conversation
      </a>
      <SessionDeleted deleted={deleted} onRestored={() => setDeleted(undefined)} />
      {sessions.isLoading && <Loading what="conversations" />}
      {sessions.isError && !all && <Failure error={sessions.error} retry={() => void sessions.refetch()} />}
      {all?.length === 0 && <Empty title="No conversations yet">The first one begins with what you write.</Empty>}
      <ul>
        {all?.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            current={session.id === current}
            onDeleted={() => setDeleted({ session, wasCurrent: session.id === current })}
          />
        ))}
      </ul>
      {sessions.hasNextPage && (
        <button type="button" className="quiet" onClick={() => void sessions.fetchNextPage()}>
          Show older
        </button>
      )}
    </nav>
  )
}

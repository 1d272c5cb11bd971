import type { MessageList } from '@engawa/sena-client'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

/** How soon to look again at a turn that runs, in case no live update tells of its end. */
const lookAgain = 5_000

/** The newest messages of a conversation as they are stored. Nothing is read of a new one. */
export function useMessages(sessionId: string | undefined): UseQueryResult<MessageList> {
  const { client } = useSena()
  return useQuery({
    queryKey: keys.messages(sessionId ?? ''),
    queryFn: ({ signal }) => client.sessions.messages(sessionId ?? '', { limit: 200 }, { signal }),
    enabled: sessionId !== undefined,
    refetchInterval: ({ state }) =>
      state.data?.messages.some(({ status }) => status === 'running') ? lookAgain : false,
  })
}

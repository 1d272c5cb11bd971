import { useInfiniteQuery } from '@tanstack/react-query'
import { Empty, Failure, Loading } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { MemoryItem } from './memory-item.js'

export function MemoryList() {
  const { client } = useSena()
  const list = useInfiniteQuery({
    queryKey: keys.memoryList,
    queryFn: ({ pageParam, signal }) =>
      client.memory.list({ limit: 50, ...(pageParam === undefined ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  })
  if (list.isError && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading what="the memory" />
  const memories = list.data.pages.flatMap((page) => page.memories)
  return (
    <section aria-label="Kept">
      {memories.length === 0 && (
        <Empty title="Nothing is remembered yet">
          Talk to Sena in the <a href="#/chat">chat</a>, or add something above.
        </Empty>
      )}
      <ul className="memories">
        {memories.map(({ id, content, created_at, kind, source, access_count }) => (
          <MemoryItem
            key={id}
            id={id}
            content={content}
            at={created_at}
            why={`${kind === 'fact' ? 'fact' : 'said'}, ${source}, ${recalled(access_count)}`}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          Show older
        </button>
      )}
    </section>
  )
}

const recalled = (count: number) =>
  count === 0 ? 'never recalled' : count === 1 ? 'recalled once' : `recalled ${count} times`

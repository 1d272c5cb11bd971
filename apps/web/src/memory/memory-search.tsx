import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Empty, Failure, Loading } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { MemoryItem } from './memory-item.js'

export function MemorySearch({ query }: { readonly query: string }) {
  const { client } = useSena()
  const found = useQuery({
    queryKey: keys.memorySearch(query),
    queryFn: ({ signal }) => client.memory.search(query, 20, { signal }),
    placeholderData: keepPreviousData,
  })
  if (found.isError && !found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loading what="what fits" />
  const { results } = found.data
  return (
    <section aria-label="Found">
      <p className="visually-hidden" role="status">
        {results.length} found
      </p>
      {results.length === 0 && <Empty title="Nothing fits">Try another word, or add it above.</Empty>}
      <ul className="memories">
        {results.map(({ id, content, created_at, relevance_score, signals }) => (
          <MemoryItem key={id} id={id} content={content} at={created_at} why={explain(relevance_score, signals)} />
        ))}
      </ul>
    </section>
  )
}

/** `72 %: words 60, recency 12`. */
function explain(score: number, signals: Readonly<Record<string, number>>): string {
  const parts = Object.entries(signals)
    .filter(([, value]) => value > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, value]) => `${name} ${Math.round(value * 100)}`)
  return `${Math.round(score * 100)} % relevant${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`
}

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { counted } from '../elements/sentence.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { AddMemory } from './add-memory.js'
import { MemoryList } from './memory-list.js'
import { MemorySearch } from './memory-search.js'

/** What Sena has kept: find it, add to it, put it right, take it away. */
export function MemoryView() {
  const { client } = useSena()
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query.trim())
  const searchId = useId()
  const statistics = useQuery({
    queryKey: keys.memoryStatistics,
    queryFn: ({ signal }) => client.memory.statistics({ signal }),
  })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Memory</h1>
        {statistics.data && (
          <p className="fine">
            {statistics.data.total} kept: {statistics.data.turns} from conversations,{' '}
            {counted(statistics.data.facts, 'fact')}
          </p>
        )}
      </div>
      <search className="memory-tools">
        <label htmlFor={searchId}>Search</label>
        <input
          id={searchId}
          type="search"
          value={query}
          maxLength={2_000}
          placeholder="a word, a name, a day"
          onChange={(event) => setQuery(event.target.value)}
        />
      </search>
      <AddMemory />
      {asked === '' ? <MemoryList /> : <MemorySearch query={asked} />}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty, Failure, Loading } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useLive, useSena } from '../sena/sena-context.js'
import { mergeTurns, type ShownTurn } from './stages.js'
import { TraceList } from './trace-list.js'
import { TurnDetail } from './turn-detail.js'

/** How Sena comes to an answer: the turn that runs, or an earlier one. */
export function ProcessingView({ id }: { readonly id: string | undefined }) {
  const { client } = useSena()
  const live = useLive((state) => state.turns)
  const [raw, setRaw] = useState(false)
  const stored = useQuery({
    queryKey: keys.traces,
    queryFn: ({ signal }) => client.traces.list({ limit: 50 }, { signal }),
  })
  const turns = mergeTurns(live, stored.data?.traces ?? [])
  const listed = id === undefined ? turns[0] : turns.find(({ turn_id }) => turn_id === id)
  const alone = useQuery({
    queryKey: keys.trace(id ?? ''),
    queryFn: ({ signal }) => client.traces.get(id ?? '', { signal }),
    enabled: id !== undefined && listed === undefined && !stored.isLoading,
  })
  const shown: ShownTurn | undefined = listed ?? (id === undefined ? undefined : alone.data)

  return (
    <div className="page page-split">
      <section className="page-main" aria-labelledby="processing-title">
        <div className="page-head">
          <h1 id="processing-title">Processing</h1>
          <fieldset className="segments">
            <legend className="visually-hidden">How to show it</legend>
            <label>
              <input type="radio" name="detail" checked={!raw} onChange={() => setRaw(false)} />
              <span>Simple</span>
            </label>
            <label>
              <input type="radio" name="detail" checked={raw} onChange={() => setRaw(true)} />
              <span>JSON</span>
            </label>
          </fieldset>
        </div>
        {stored.isLoading && <Loading what="the turns" />}
        {stored.isError && turns.length === 0 && <Failure error={stored.error} retry={() => void stored.refetch()} />}
        {alone.isError && <Failure error={alone.error} retry={() => void alone.refetch()} />}
        {stored.isSuccess && turns.length === 0 && (
          <Empty title="Nothing has been asked yet">
            Ask something in the <a href="#/chat">chat</a> and watch the stages here while they happen.
          </Empty>
        )}
        {shown && <TurnDetail turn={shown} raw={raw} />}
      </section>
      {turns.length > 0 && <TraceList turns={turns} current={shown?.turn_id} />}
    </div>
  )
}

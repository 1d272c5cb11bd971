import { useQuery } from '@tanstack/react-query'
import { Prose } from '../elements/prose.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

/** Says so when no model is connected, in Sena's own words, and what to do about it. */
export function ModelNotice() {
  const { client } = useSena()
  const { data } = useQuery({
    queryKey: keys.health,
    queryFn: ({ signal }) => client.health({ signal }),
    // A model that appears is used from then on; the notice goes away with it.
    refetchInterval: 15_000,
  })
  const model = data?.components.find(({ name }) => name === 'models')
  if (!model || model.status === 'ok') return null
  return (
    <details className="notice notice-model">
      <summary>
        <strong>No model is connected.</strong> Sena answers from memory and by its extensions.
      </summary>
      <p>
        <Prose text={`${model.detail}. ${model.hint ?? ''}`} /> A model that appears is used from then on.
      </p>
    </details>
  )
}

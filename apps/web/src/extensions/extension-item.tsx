import type { Extension } from '@engawa/sena-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { Failure } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'

const times = (count: number) => (count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`)

const origins = { core: 'comes with Sena', user: 'yours', generated: 'generated' } as const

export function ExtensionItem({ extension }: { readonly extension: Extension }) {
  const { client } = useSena()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: keys.extensions })
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => client.extensions.toggle(extension.name, enabled),
    onSettled: refresh,
  })
  const reload = useMutation({ mutationFn: () => client.extensions.reload(extension.name), onSettled: refresh })
  const { name, version, status, description, origin, capabilities, execution_count, error_count, last_error } =
    extension
  const titleId = useId()
  const error = toggle.error ?? reload.error
  return (
    <li className="extension" aria-labelledby={titleId}>
      <div className="extension-head">
        <h2 id={titleId}>{name}</h2>
        <span className="fine">
          {version} · {origins[origin]}
        </span>
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={status !== 'inactive'}
          aria-labelledby={titleId}
          disabled={toggle.isPending}
          onClick={() => toggle.mutate(status === 'inactive')}
        >
          <span className="switch-knob" aria-hidden="true" />
        </button>
      </div>
      <p>{description}</p>
      <p className="extension-capabilities">
        {capabilities.length === 0 ? (
          <span className="fine">touches nothing outside its sandbox</span>
        ) : (
          capabilities.map((capability) => <code key={capability}>{capability}</code>)
        )}
      </p>
      <p className="fine extension-foot">
        {status === 'error' && <strong className="extension-error">in error</strong>}
        <span>
          ran {times(execution_count)}, failed {times(error_count)}
        </span>
        <button type="button" className="quiet" onClick={() => reload.mutate()} disabled={reload.isPending}>
          Reload
        </button>
      </p>
      {last_error && <p className="fine">Last error: {last_error}</p>}
      {error && <Failure error={error} />}
    </li>
  )
}

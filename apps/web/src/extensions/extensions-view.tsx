import { useQuery } from '@tanstack/react-query'
import { Empty, Failure, Loading } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { ExtensionItem } from './extension-item.js'

/** What Sena can do beside talking, and what each extension may touch. */
export function ExtensionsView() {
  const { client } = useSena()
  const list = useQuery({ queryKey: keys.extensions, queryFn: ({ signal }) => client.extensions.list({ signal }) })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Extensions</h1>
        <p className="fine">Each runs in a sandbox and reaches only what its capabilities name.</p>
      </div>
      {list.isLoading && <Loading what="the extensions" />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data?.extensions.length === 0 && <Empty title="No extensions are loaded" />}
      <ul className="extensions">
        {list.data?.extensions.map((extension) => (
          <ExtensionItem key={extension.name} extension={extension} />
        ))}
      </ul>
    </div>
  )
}

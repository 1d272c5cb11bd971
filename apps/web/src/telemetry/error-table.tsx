import type { ErrorStatistics } from '@engawa/sena-client'
import { Time } from '../elements/time.js'

export function ErrorTable({ errors }: { readonly errors: ErrorStatistics['errors'] }) {
  return (
    <section aria-labelledby="errors-title">
      <h2 id="errors-title">Errors</h2>
      {errors.length === 0 ? (
        <p className="fine">None in this time.</p>
      ) : (
        <table className="errors">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Count</th>
              <th scope="col">Last said</th>
              <th scope="col">At</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ error_type, count, last_message, last_at }) => (
              <tr key={error_type}>
                <td>
                  <code>{error_type}</code>
                </td>
                <td>{count}</td>
                <td>{last_message}</td>
                <td>
                  <Time at={last_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

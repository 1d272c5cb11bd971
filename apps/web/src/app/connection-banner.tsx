import { useEffect, useState } from 'react'
import { useLive } from '../sena/sena-context.js'

/** Says when Sena is away, and that it came back. One place for it in the whole page. */
export function ConnectionBanner() {
  const connection = useLive((state) => state.connection)
  const closing = useLive((state) => state.closing)
  const [wasOffline, setWasOffline] = useState(false)
  const [returned, setReturned] = useState(false)

  useEffect(() => {
    if (connection === 'offline') setWasOffline(true)
    if (connection !== 'live' || !wasOffline) return
    setWasOffline(false)
    setReturned(true)
    const timer = setTimeout(() => setReturned(false), 4_000)
    return () => clearTimeout(timer)
  }, [connection, wasOffline])

  const away = connection === 'offline' || (connection === 'connecting' && wasOffline)
  return (
    <div className="banner-place" role="status">
      {away && closing?.reason === 'too_many' && (
        <p className="banner banner-offline">
          <strong>Live updates are off.</strong> {closing.message} Questions are answered all the same.
        </p>
      )}
      {away && closing?.reason !== 'too_many' && (
        <p className="banner banner-offline">
          <strong>Sena is away.</strong> Trying again by itself; nothing that was sent is lost. If it does not come
          back, start it with <code>sena</code>.
        </p>
      )}
      {!away && returned && <p className="banner">Sena is back. Everything missed has been caught up.</p>}
    </div>
  )
}

import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.js'

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

export function navigate(route: Route): void {
  window.location.hash = formatRoute(route)
}

/** Take the place of the present address: the way back does not lead to it. */
export function replaceRoute(route: Route): void {
  window.history.replaceState(null, '', formatRoute(route))
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

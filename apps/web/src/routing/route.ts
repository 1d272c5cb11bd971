/** The views, in the order of the menu. */
export const views = ['chat', 'processing', 'memory', 'extensions', 'telemetry', 'logs'] as const

export type View = (typeof views)[number]

export interface Route {
  readonly view: View
  /** What is shown of it: a conversation, a turn. */
  readonly id?: string
}

/** Read an address' fragment: `#/chat/ID`. Whatever is unknown leads to the chat. */
export function parseRoute(hash: string): Route {
  const [, name, id] = hash.replace(/^#/, '').split('/')
  const view = views.find((known) => known === name) ?? 'chat'
  const decoded = id === undefined ? '' : decode(id)
  return decoded === '' ? { view } : { view, id: decoded }
}

export const formatRoute = ({ view, id }: Route): string =>
  id === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/**
 * The id of a persona's record: whose it is, and its own id. The length in front tells where one ends and the other
 * begins, whatever is in them.
 */
export const personaKey = (id: string, userId = ''): string => `${userId.length}:${userId}${id}`

export function personaOfKey(key: string): { readonly id: string; readonly userId?: string } {
  const colon = key.indexOf(':')
  const end = colon + 1 + Number(key.slice(0, colon))
  const userId = key.slice(colon + 1, end)
  return { id: key.slice(end), ...(userId === '' ? {} : { userId }) }
}

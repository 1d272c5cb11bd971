const text = 'The reviewer reads a function that nobody remembers writing and finds it wanting. '.repeat(4)

/** What people and models write most: a paragraph. @type {import('@engawa/storage').AppendRequest['messages'][number]} */
export const sampleMessage = { role: 'user', content: [{ type: 'text', text }] }

/**
 * A session of so many messages.
 *
 * @param {import('@engawa/storage').ChatStore} store @param {string} sessionId @param {number} count
 */
export async function fill(store, sessionId, count) {
  for (let left = count; left > 0; left -= 100) {
    const appends = Array.from({ length: Math.min(left, 100) }, () =>
      store.messages.append({ sessionId, messages: [sampleMessage] }),
    )
    await Promise.all(appends)
  }
}

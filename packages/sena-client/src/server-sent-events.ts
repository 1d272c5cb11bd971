/**
 * The data of each server-sent event in a response body, whatever the boundaries of the chunks.
 *
 * Only what Sena sends is understood: `data:` lines, ended by an empty line; comments keep the connection alive.
 */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let buffer = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      buffer += done ? decoder.decode() : decoder.decode(value, { stream: true })
      let end = buffer.indexOf('\n')
      for (; end >= 0; end = buffer.indexOf('\n')) {
        const line = buffer.slice(0, end).replace(/\r$/, '')
        buffer = buffer.slice(end + 1)
        if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
        else if (line === '' && data.length > 0) {
          yield data.join('\n')
          data = []
        }
      }
      if (done) return
    }
  } finally {
    // Reached also when the caller stops early: the server then sees that nobody listens any more.
    await reader.cancel().catch(() => undefined)
  }
}

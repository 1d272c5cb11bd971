const opening = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/
const closing = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/

/** A key has no more lines than this; whatever began like one and goes on is no key. */
const longestKey = 200

/**
 * Each line is a message, apart from a private key that somebody pastes: cut into lines it would be asked line by line,
 * and a line out of its middle looks like nothing that a filter could know. Its lines become one message.
 */
export async function* wholeMessages(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = []
  for await (const line of lines) {
    held.push(line)
    const [first = ''] = held
    const open = opening.test(first) && !closing.test(line.slice(line.search(opening) + 1))
    if (open && held.length < longestKey) continue
    yield held.join('\n')
    held = []
  }
  if (held.length > 0) yield held.join('\n')
}

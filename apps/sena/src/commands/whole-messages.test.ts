import { expect, it } from 'vitest'
import { wholeMessages } from './whole-messages.js'

const kind = 'RSA PRIVATE KEY'
const key = [`-----BEGIN ${kind}-----`, 'bGluZSBvbmU', 'bGluZSB0d28', `-----END ${kind}-----`]

async function messagesOf(lines: readonly string[]): Promise<readonly string[]> {
  async function* typed() {
    yield* lines
  }
  const messages: string[] = []
  for await (const message of wholeMessages(typed())) messages.push(message)
  return messages
}

it('takes each line for a message, and a private key for one', async () => {
  const [first, ...rest] = key
  expect(await messagesOf(['Hello', `Is this ok? ${first}`, ...rest, 'Bye'])).toEqual([
    'Hello',
    `Is this ok? ${key.join('\n')}`,
    'Bye',
  ])
})

it('leaves a key on one line, and its end alone, as they are', async () => {
  const lines = [key.join(' '), key[3] ?? '', 'Hello']
  expect(await messagesOf(lines)).toEqual(lines)
})

it('neither loses nor waits for ever for a key that does not end', async () => {
  expect(await messagesOf(key.slice(0, 2))).toEqual([key.slice(0, 2).join('\n')])
  const endless = [key[0] ?? '', ...Array.from({ length: 300 }, (_, at) => `line ${at}`)]
  const messages = await messagesOf(endless)
  expect(messages.join('\n')).toBe(endless.join('\n'))
  expect(messages).toContain('line 299')
})

import { describe, expect, it } from 'vitest'
import { strictNdjson } from './strict-ndjson.js'

/** What comes out when the bytes arrive in the given pieces. */
async function pass(...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const encoder = new TextEncoder()
  const source = ReadableStream.from(pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece)))
  return new Response(source.pipeThrough(strictNdjson('Ollama'))).text()
}

describe('strictNdjson', () => {
  it('gives the same lines at every place where the bytes can be cut', async () => {
    const text = '{"a":"雨🏯"}\n\n{"b":"é"}\n'
    const bytes = new TextEncoder().encode(text)
    for (let at = 0; at <= bytes.length; at++) {
      expect(await pass(bytes.slice(0, at), bytes.slice(at))).toBe('{"a":"雨🏯"}\n{"b":"é"}\n')
    }
  })

  it('takes a last line without its newline when it is whole', async () => {
    expect(await pass('{"a":1}\n{"done":', 'true}')).toBe('{"a":1}\n{"done":true}\n')
  })

  it('fails on a line that is not an object', async () => {
    for (const line of ['oops', '5', 'null', '[1]', '"text"', '{"a":1}{']) {
      await expect(pass(`${line}\n`)).rejects.toMatchObject({ code: 'llm/invalid-response' })
    }
  })

  it('fails when the last line breaks off', async () => {
    await expect(pass('{"a":1}\n{"b":')).rejects.toMatchObject({ code: 'llm/cut-off' })
  })
})

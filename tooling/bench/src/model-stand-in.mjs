import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * A local model that answers at once, over Ollama's protocol: enough to see when a question arrives and when an answer
 * leaves.
 *
 * @param {{ onQuestion: (answer: (text: string, last?: boolean) => number) => void }} listener told of each question, with what
 *   writes a piece of the answer and returns when it did
 */
export async function startModelStandIn({ onQuestion }) {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      if (request.url === '/api/version') return void response.end('{"version":"0.12.0"}')
      if (request.url === '/api/tags') return void response.end(JSON.stringify({ models: [{ name: 'small:latest' }] }))
      if (request.url === '/api/show') {
        const facts = { capabilities: ['completion'], model_info: { 'llama.context_length': 8192 } }
        return void response.end(JSON.stringify(facts))
      }
      if (request.url !== '/api/chat') return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      onQuestion((content, last = false) => {
        const line = { model: 'small', created_at: new Date().toISOString(), message: { role: 'assistant', content } }
        response.write(`${JSON.stringify({ ...line, done: false })}\n`)
        if (last)
          response.end(
            `${JSON.stringify({ ...line, done: true, done_reason: 'stop', prompt_eval_count: 3, eval_count: 2 })}\n`,
          )
        return performance.now()
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

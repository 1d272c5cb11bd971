import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerChat } from './answer-chat.js'
import { answerEmbed } from './answer-embed.js'
import { answerPull } from './answer-pull.js'
import { echo, type ReplyTo } from './chat-reply.js'
import { defaultModels, type FakeModel, findModel, runningEntry, showBody, tagEntry } from './fake-models.js'
import { type RecordedRequest, recordRequest } from './recorded-request.js'
import type { Scenario } from './scenario.js'
import { sendError, sendJson } from './send-json.js'

export interface FakeOllamaOptions {
  readonly models?: readonly FakeModel[]
  readonly reply?: ReplyTo
  /** A free one unless told. */
  readonly port?: number
}

export interface FakeOllama {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  /** Everything that arrived, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Requests for a model's output alone: chat, generate, embed. */
  readonly modelRequests: readonly RecordedRequest[]
  /** Let the next model request go wrong. Called several times, the scenarios are used in order. */
  next(...scenarios: readonly Scenario[]): void
  /** Let every model request go wrong that has no `next` scenario; `{}` ends it. */
  always(scenario: Scenario): void
  /** Answer differently from now on. */
  replyWith(reply: ReplyTo): void
  close(): Promise<void>
}

const modelPaths = new Set(['/api/chat', '/api/generate', '/api/embed', '/api/pull'])

/** A server that speaks Ollama's published protocol on loopback, without a model. */
export async function startFakeOllama(options: FakeOllamaOptions = {}): Promise<FakeOllama> {
  const models = [...(options.models ?? defaultModels)]
  const loaded = new Set<string>()
  const requests: RecordedRequest[] = []
  const queued: Scenario[] = []
  let standing: Scenario = {}
  let replyTo = options.reply ?? echo

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const recorded = await recordRequest(request, response)
    requests.push(recorded)
    const { method, path } = recorded
    if (path === '/' && method !== 'POST') return response.end(method === 'HEAD' ? '' : 'Ollama is running')
    if (method === 'GET' && path === '/api/version') return sendJson(response, 200, { version: '0.12.0' })
    if (method === 'GET' && path === '/api/tags') return sendJson(response, 200, { models: models.map(tagEntry) })
    if (method === 'GET' && path === '/api/ps') {
      const running = models.filter(({ name }) => loaded.has(name))
      return sendJson(response, 200, { models: running.map(runningEntry) })
    }
    if (method === 'POST' && (modelPaths.has(path) || path === '/api/show')) return answerPost(recorded, response)
    return response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
  }

  async function answerPost(
    { path, bodyText, body: parsed }: RecordedRequest,
    response: ServerResponse,
  ): Promise<unknown> {
    if (bodyText === '') return sendError(response, 400, 'missing request body')
    if (typeof parsed !== 'object' || parsed === null)
      return sendError(response, 400, 'invalid character in request body')
    const body = parsed as Record<string, unknown>
    if (path === '/api/show') {
      const name = String(body.model ?? body.name ?? '')
      const model = findModel(models, name)
      return model ? sendJson(response, 200, showBody(model)) : sendError(response, 404, `model '${name}' not found`)
    }
    const scenario = queued.shift() ?? standing
    if (scenario.firstByteDelayMs !== undefined) await sleep(scenario.firstByteDelayMs)
    if (response.destroyed) return
    if (scenario.status) {
      const { code, error, retryAfter } = scenario.status
      return sendError(response, code, error, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
    }
    if (path === '/api/pull') return answerPull(body, response, (model) => models.push(model), scenario)
    const used = findModel(models, String(body.model ?? ''))
    if (used) loaded.add(used.name)
    if (path === '/api/embed') return answerEmbed(body, response, models)
    return answerChat(path === '/api/chat' ? 'chat' : 'generate', body, response, { models, replyTo, scenario })
  }

  const server = createServer((request, response) => {
    // A client that hung up while we read or wrote is part of the tests, not an error of the server.
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get modelRequests() {
      return requests.filter(({ path }) => modelPaths.has(path) && path !== '/api/pull')
    },
    next: (...scenarios) => void queued.push(...scenarios),
    always: (scenario) => {
      standing = scenario
    },
    replyWith: (reply) => {
      replyTo = reply
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

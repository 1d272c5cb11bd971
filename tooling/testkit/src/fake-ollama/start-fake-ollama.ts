import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { echo, type ReplyTo } from '../fake-wire/chat-reply.js'
import { listen } from '../fake-wire/listen.js'
import { type RecordedRequest, recordRequest } from '../fake-wire/recorded-request.js'
import { type ScenarioControls, ScenarioQueue } from '../fake-wire/scenario.js'
import { sendError, sendJson, sendStatus } from '../fake-wire/send-json.js'
import { answerChat } from './answer-chat.js'
import { answerEmbed } from './answer-embed.js'
import { answerPull } from './answer-pull.js'
import { defaultModels, type FakeModel, findModel, runningEntry, showBody, tagEntry } from './fake-models.js'

export interface FakeOllamaOptions {
  readonly models?: readonly FakeModel[]
  readonly reply?: ReplyTo
  /** A free one unless told. */
  readonly port?: number
}

export interface FakeOllama extends ScenarioControls {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  /** Everything that arrived, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Requests for a model's output alone: chat, generate, embed. */
  readonly modelRequests: readonly RecordedRequest[]
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
  const scenarios = new ScenarioQueue()
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
    const scenario = scenarios.take()
    if (scenario.firstByteDelayMs !== undefined) await sleep(scenario.firstByteDelayMs)
    if (response.destroyed) return
    if (scenario.status) {
      return sendStatus(response, scenario.status, (error) => ({ error }))
    }
    if (path === '/api/pull') return answerPull(body, response, (model) => models.push(model), scenario)
    const used = findModel(models, String(body.model ?? ''))
    if (used) loaded.add(used.name)
    if (path === '/api/embed') return answerEmbed(body, response, models)
    return answerChat(path === '/api/chat' ? 'chat' : 'generate', body, response, { models, replyTo, scenario })
  }

  const { url, port, close } = await listen(answer, options.port)
  return {
    url,
    port,
    close,
    requests,
    get modelRequests() {
      return requests.filter(({ path }) => modelPaths.has(path) && path !== '/api/pull')
    },
    next: scenarios.next,
    always: scenarios.always,
    replyWith: (reply) => {
      replyTo = reply
    },
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { LLMock } from '@copilotkit/aimock'
import { echo, type ReplyTo } from '../fake-wire/chat-reply.js'
import { listen } from '../fake-wire/listen.js'
import { type RecordedRequest, recordRequest } from '../fake-wire/recorded-request.js'
import { type ScenarioControls, ScenarioQueue } from '../fake-wire/scenario.js'
import { sendFrames } from '../fake-wire/send-frames.js'
import { sendStatus } from '../fake-wire/send-json.js'
import { errorBody, errorEvent, isModelPath, malformedEvent, protocolOf } from './cloud-protocol.js'

export interface FakeCloud extends ScenarioControls {
  /** `http://127.0.0.1:PORT`: the base URL for the Anthropic client. */
  readonly url: string
  /** The base URL for the OpenAI client. */
  readonly openaiUrl: string
  /** The base URL of Gemini's OpenAI-compatible protocol. */
  readonly geminiUrl: string
  /** Everything that arrived, byte for byte, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Requests for a model's output alone. */
  readonly modelRequests: readonly RecordedRequest[]
  replyWith(reply: ReplyTo): void
  close(): Promise<void>
}

/**
 * OpenAI, Anthropic and Gemini on loopback. The answers are aimock's; in front of it stands a server that records
 * what arrived as it arrived (aimock's journal rewrites it) and lets answers go wrong at a chosen event.
 */
export async function startFakeCloud(options: { readonly reply?: ReplyTo } = {}): Promise<FakeCloud> {
  let replyTo = options.reply ?? echo
  const mock = await startMock((prompt) => replyTo(prompt))
  const requests: RecordedRequest[] = []
  const scenarios = new ScenarioQueue()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const recorded = await recordRequest(request, response)
    requests.push(recorded)
    const { path } = recorded
    const protocol = protocolOf(path)
    const scenario = isModelPath(path) ? scenarios.take() : {}
    if (scenario.firstByteDelayMs !== undefined) await sleep(scenario.firstByteDelayMs)
    if (response.destroyed) return
    if (scenario.status) {
      return sendStatus(response, scenario.status, (error, status) => errorBody(protocol, error, status))
    }
    const upstream = await forward(mock.url, recorded)
    const text = await upstream.text()
    const contentType = upstream.headers.get('content-type') ?? 'application/json'
    if (!contentType.includes('event-stream')) {
      return response.writeHead(upstream.status, { 'content-type': contentType }).end(text)
    }
    return sendFrames(
      response,
      {
        contentType,
        frames: text.split(/(?<=\n\n)/),
        malformed: malformedEvent(protocol),
        errorFrame: (error) => errorEvent(protocol, error),
      },
      scenario,
    )
  }

  const server = await listen(answer)
  return {
    url: server.url,
    openaiUrl: `${server.url}/v1`,
    geminiUrl: `${server.url}/v1beta/openai`,
    requests,
    get modelRequests() {
      return requests.filter(({ path }) => isModelPath(path))
    },
    next: scenarios.next,
    always: scenarios.always,
    replyWith: (reply) => {
      replyTo = reply
    },
    close: async () => {
      await server.close()
      await mock.stop()
    },
  }
}

async function startMock(replyTo: ReplyTo): Promise<LLMock> {
  // Small chunks, so that an answer has enough events for a scenario to stop at.
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 6 })
  mock.addFixture({
    match: { predicate: ({ embeddingInput }) => embeddingInput === undefined },
    response: ({ model, messages, ...body }) => {
      const plain = messages.map(({ role, content }) => ({ role, content: textOf(content) }))
      const lastUserText = plain.findLast(({ role }) => role === 'user')?.content ?? ''
      const given = replyTo({ model, messages: plain, lastUserText, body })
      const { text, thinking, toolCalls = [] } = typeof given === 'string' ? { text: given } : given
      const reasoning = thinking === undefined ? {} : { reasoning: thinking }
      if (toolCalls.length === 0) return { content: text ?? '', ...reasoning }
      const calls = toolCalls.map(({ name, arguments: args }) => ({ name, arguments: JSON.stringify(args) }))
      return { ...(text === undefined ? {} : { content: text }), toolCalls: calls, ...reasoning }
    },
  })
  await mock.start()
  return mock
}

const textOf = (content: string | null | readonly { type: string; text?: string }[]): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('')

/** Gemini's compatible protocol is OpenAI's under another path. */
function forward(to: string, { method, path, headers, bodyText }: RecordedRequest): Promise<Response> {
  const passed = Object.entries(headers).filter(([name]) =>
    /^(content-type|authorization|x-api-key|anthropic-)/.test(name),
  )
  return fetch(`${to}${path.replace('/v1beta/openai', '/v1')}`, {
    method,
    headers: Object.fromEntries(passed.map(([name, value]) => [name, String(value)])),
    ...(method === 'POST' ? { body: bodyText } : {}),
  })
}

import type { ServerResponse } from 'node:http'
import { countTokens, type FakePrompt, type FakeReply, intoTokens, type ReplyTo } from '../fake-wire/chat-reply.js'
import type { Scenario } from '../fake-wire/scenario.js'
import { ndjson, sendFrames } from '../fake-wire/send-frames.js'
import { sendError, sendJson } from '../fake-wire/send-json.js'
import { type FakeModel, findModel, withTag } from './fake-models.js'

type Body = Readonly<Record<string, unknown>>

export interface ChatContext {
  readonly models: readonly FakeModel[]
  readonly replyTo: ReplyTo
  readonly scenario: Scenario
}

/** `/api/chat` and `/api/generate`, streaming unless `"stream": false`. */
export async function answerChat(
  kind: 'chat' | 'generate',
  body: Body,
  response: ServerResponse,
  { models, replyTo, scenario }: ChatContext,
): Promise<unknown> {
  const name = typeof body.model === 'string' ? body.model : ''
  if (name === '') return sendError(response, 400, 'model is required')
  const model = findModel(models, name)
  if (!model) return sendError(response, 404, `model '${name}' not found`)
  const refusal = refusalOf(model, body)
  if (refusal) return sendError(response, 400, refusal)

  const prompt = toPrompt(name, body)
  const given = replyTo(prompt)
  const lines = answerLines(kind, prompt, typeof given === 'string' ? { text: given } : given)
  if (body.stream === false) return sendJson(response, 200, mergeLines(kind, lines))
  return sendFrames(response, ndjson(lines), scenario)
}

function refusalOf(model: FakeModel, body: Body): string | undefined {
  const can = (ability: FakeModel['abilities'][number]) => model.abilities.includes(ability)
  if (!can('completion')) return `"${model.name}" does not support chat`
  if (Array.isArray(body.tools) && body.tools.length > 0 && !can('tools')) {
    return `registry.ollama.ai/library/${withTag(model.name)} does not support tools`
  }
  if (body.think && !can('thinking')) return `"${model.name}" does not support thinking`
  return undefined
}

function toPrompt(model: string, body: Body): FakePrompt {
  const messages = Array.isArray(body.messages)
    ? (body.messages as { role: string; content: string }[])
    : [{ role: 'user', content: String(body.prompt ?? '') }]
  const lastUserText = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  return { model, messages, lastUserText, body }
}

function answerLines(kind: 'chat' | 'generate', prompt: FakePrompt, reply: FakeReply): Record<string, unknown>[] {
  const created_at = new Date().toISOString()
  const piece = (message: { content?: string; thinking?: string; tool_calls?: unknown }) =>
    kind === 'chat'
      ? { model: prompt.model, created_at, message: { role: 'assistant', content: '', ...message }, done: false }
      : { model: prompt.model, created_at, response: message.content ?? '', thinking: message.thinking, done: false }

  const wanted = intoTokens(reply.text ?? '')
  const limit = numberOption(prompt.body, 'num_predict') ?? Number.POSITIVE_INFINITY
  const tokens = limit < wanted.length ? wanted.slice(0, limit) : wanted
  const thoughts = prompt.body.think ? intoTokens(reply.thinking ?? '') : []
  const calls = (reply.toolCalls ?? []).map((call) => ({ function: call }))
  return [
    ...thoughts.map((thinking) => piece({ thinking })),
    ...tokens.map((content) => piece({ content })),
    ...calls.map((call) => piece({ tool_calls: [call] })),
    {
      ...piece({}),
      done: true,
      done_reason: tokens.length < wanted.length ? 'length' : (reply.doneReason ?? 'stop'),
      total_duration: 5_000_000,
      load_duration: 1_000_000,
      prompt_eval_count: countTokens(prompt.messages.map(({ content }) => content).join('\n')),
      prompt_eval_duration: 1_000_000,
      eval_count: Math.max(1, tokens.length + thoughts.length),
      eval_duration: 3_000_000,
    },
  ]
}

function numberOption(body: Body, name: string): number | undefined {
  const value = (body.options as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'number' && value >= 0 ? value : undefined
}

/** The answer without streaming: the last line, holding the text of all of them. */
function mergeLines(kind: 'chat' | 'generate', lines: readonly Record<string, unknown>[]): Record<string, unknown> {
  const last = lines.at(-1) ?? {}
  if (kind === 'generate') return { ...last, response: lines.map((line) => line.response ?? '').join('') }
  const messages = lines.map((line) => line.message as { content: string; thinking?: string; tool_calls?: unknown[] })
  const thinking = messages.map((message) => message.thinking ?? '').join('')
  const tool_calls = messages.flatMap((message) => message.tool_calls ?? [])
  const message = {
    role: 'assistant',
    content: messages.map(({ content }) => content).join(''),
    ...(thinking === '' ? {} : { thinking }),
    ...(tool_calls.length === 0 ? {} : { tool_calls }),
  }
  return { ...last, message }
}

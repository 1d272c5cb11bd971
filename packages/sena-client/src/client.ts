import { LlmError } from '@engawa/core'
import type * as t from './api/types.js'
import { readProblem, SenaUnreachable } from './problem-error.js'
import { serverSentEvents } from './server-sent-events.js'

export interface ClientOptions {
  /** `http://127.0.0.1:8000`; empty for the page's own origin. */
  readonly baseUrl?: string
  readonly fetch?: typeof globalThis.fetch
}

export interface RequestOptions {
  readonly signal?: AbortSignal
}

type Query = Readonly<Record<string, string | number | undefined>>

/** A typed client of Sena's API, for browsers and Node. */
export function createSenaClient({ baseUrl = '', fetch = globalThis.fetch.bind(globalThis) }: ClientOptions = {}) {
  async function send(method: string, path: string, body: unknown, { signal }: RequestOptions): Promise<Response> {
    const url = `${baseUrl}${path}`
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error
      throw new SenaUnreachable(baseUrl, error)
    })
    if (!response.ok) throw await readProblem(response)
    return response
  }

  async function call<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
    const response = await send(method, path, body, options)
    return (await response.json()) as T
  }

  const get = <T>(path: string, query: Query = {}, options?: RequestOptions) =>
    call<T>('GET', `/api/v1${path}${search(query)}`, undefined, options)
  const id = encodeURIComponent

  return {
    chat: {
      send: (request: t.ChatRequest, options?: RequestOptions) =>
        call<t.ChatResponse>('POST', '/api/v1/chat', { ...request, stream: false }, options),

      /** Ends after `done` or `error`. @throws LlmError `sena/cut-off` when the connection breaks before */
      async *stream(request: t.ChatRequest, options: RequestOptions = {}): AsyncGenerator<t.ChatStreamEvent> {
        const response = await send('POST', '/api/v1/chat', { ...request, stream: true }, options)
        let cause: unknown
        try {
          if (response.body) {
            for await (const data of serverSentEvents(response.body)) {
              const event = JSON.parse(data) as t.ChatStreamEvent
              yield event
              if (event.type === 'done' || event.type === 'error') return
            }
          }
        } catch (error) {
          if (options.signal?.aborted) throw error
          cause = error
        }
        throw new LlmError('The connection to Sena broke before the answer was complete', {
          code: 'sena/cut-off',
          hint: 'What had arrived is stored with the conversation. Ask again to get a whole answer.',
          recoverable: true,
          cause,
        })
      },

      cancel: (turnId: string) =>
        call<{ turn_id: string; cancelled: boolean }>('POST', `/api/v1/chat/${id(turnId)}/cancel`, {}),
    },
    sessions: {
      list: (query: { limit?: number; after?: string } = {}, options?: RequestOptions) =>
        get<t.SessionList>('/sessions', query, options),
      messages: (sessionId: string, query: { limit?: number; after?: string } = {}, options?: RequestOptions) =>
        get<t.MessageList>(`/sessions/${id(sessionId)}/messages`, query, options),
      rename: (sessionId: string, title: string) =>
        call<t.SessionSummary>('PATCH', `/api/v1/sessions/${id(sessionId)}`, { title }),
      delete: (sessionId: string) =>
        call<{ id: string; deleted: boolean }>('DELETE', `/api/v1/sessions/${id(sessionId)}`),
      restore: (sessionId: string) => call<t.SessionSummary>('POST', `/api/v1/sessions/${id(sessionId)}/restore`, {}),
    },
    memory: {
      search: (query: string, k = 5, options?: RequestOptions) =>
        get<t.MemorySearchResult>('/memory/search', { query, k }, options),
      list: (query: { limit?: number; after?: string } = {}, options?: RequestOptions) =>
        get<t.MemoryList>('/memory', query, options),
      statistics: (options?: RequestOptions) => get<t.MemoryStatistics>('/memory/statistics', {}, options),
      add: (memory: t.MemoryAdd) => call<t.MemoryRecord>('POST', '/api/v1/memory/add', memory),
      edit: (memoryId: string, content: string) =>
        call<t.MemoryRecord>('POST', '/api/v1/memory/edit', { memory_id: memoryId, content }),
      delete: (memoryId: string) => call<{ id: string; deleted: boolean }>('DELETE', `/api/v1/memory/${id(memoryId)}`),
    },
    extensions: {
      list: (options?: RequestOptions) => get<t.ExtensionList>('/extensions', {}, options),
      toggle: (name: string, enabled: boolean) =>
        call<t.Extension>('PUT', `/api/v1/extensions/${id(name)}/toggle`, { enabled }),
      reload: (name: string) => call<t.Extension>('POST', '/api/v1/extensions/reload', { extension_name: name }),
    },
    traces: {
      list: (query: { session_id?: string; limit?: number; after?: string } = {}, options?: RequestOptions) =>
        get<t.TraceList>('/traces', query, options),
      get: (turnId: string, options?: RequestOptions) => get<t.Trace>(`/traces/${id(turnId)}`, {}, options),
    },
    debug: {
      state: (options?: RequestOptions) => get<t.DebugState>('/debug/state', {}, options),
      logs: (query: { level?: t.LogLevel; limit?: number } = {}, options?: RequestOptions) =>
        get<t.LogList>('/debug/logs', query, options),
    },
    telemetry: {
      metrics: (range: '1h' | '24h' | '7d' | '30d' = '24h', options?: RequestOptions) =>
        get<t.Metrics>('/telemetry/metrics', { range }, options),
      errors: (range: '1h' | '24h' | '7d' | '30d' = '24h', options?: RequestOptions) =>
        get<t.ErrorStatistics>('/telemetry/errors', { range }, options),
    },
    health: (options?: RequestOptions) => get<t.Health>('/health', {}, options),
  }
}

export type SenaClient = ReturnType<typeof createSenaClient>

function search(query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  const text = params.toString()
  return text ? `?${text}` : ''
}

import type { ServerResponse } from 'node:http'
import type { Scenario } from './scenario.js'

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const text = JSON.stringify(body)
  return response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text)
}

/** Ollama's shape of an error. */
export const sendError = (response: ServerResponse, status: number, error: string, headers?: Record<string, string>) =>
  sendJson(response, status, { error }, headers)

/** The failing status of a scenario; `shape` wraps its text the way the server does. */
export function sendStatus(
  response: ServerResponse,
  { code, error, body, retryAfter, headers = {} }: NonNullable<Scenario['status']>,
  shape: (error: string, status: number) => unknown,
) {
  const pause: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return sendJson(response, code, body ?? shape(error, code), { ...headers, ...pause })
}

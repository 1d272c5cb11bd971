import type { ServerResponse } from 'node:http'

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

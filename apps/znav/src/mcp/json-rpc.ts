import type { JsonObject, JsonValue } from '@engawa/core'

/** A request or a notification; one without an id wants no answer. */
export interface RpcRequest {
  readonly id?: string | number
  readonly method: string
  readonly params: JsonObject
}

/** An error of the protocol, not of what was asked for. Codes are those of JSON-RPC. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export const rpcCodes = { parse: -32_700, request: -32_600, method: -32_601, params: -32_602 } as const

/** Nobody asks that much in one line. */
const maxLineLength = 1_000_000

/** @throws RpcError when the line is no request */
export function readRequest(line: string): RpcRequest {
  if (line.length > maxLineLength) throw new RpcError(rpcCodes.request, 'the request is too long')
  const value = parsed(line)
  if (!isObject(value) || value.jsonrpc !== '2.0' || typeof value.method !== 'string') {
    throw new RpcError(rpcCodes.request, 'a request of JSON-RPC 2.0 was expected, one on each line')
  }
  const { id, method, params = {} } = value
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    throw new RpcError(rpcCodes.request, 'an id is a text or a number')
  }
  if (!isObject(params)) throw new RpcError(rpcCodes.params, 'params is an object')
  return { method, params, ...(id === undefined ? {} : { id }) }
}

export const resultLine = (id: string | number, result: JsonValue): string =>
  JSON.stringify({ jsonrpc: '2.0', id, result })

export const errorLine = (id: string | number | null, { code, message }: RpcError): string =>
  JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new RpcError(rpcCodes.parse, 'the line is not JSON')
  }
}

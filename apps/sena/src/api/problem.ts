import { UserError } from '@engawa/core'
import type { Problem } from '@engawa/sena-client'
import { publicError } from '../pipeline/error-wrapping.js'

/** What was wrong with a request, field by field. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** A request that is refused, with the status that says so. */
export class RequestRefused extends UserError {
  readonly status: number
  readonly fields: readonly FieldError[]

  constructor(
    status: number,
    code: string,
    message: string,
    { hint, fields = [] }: { readonly hint?: string; readonly fields?: readonly FieldError[] } = {},
  ) {
    super(message, { code, ...(hint === undefined ? {} : { hint }) })
    this.status = status
    this.fields = fields
  }
}

export const notFound = (what: string): RequestRefused =>
  new RequestRefused(404, 'api/not-found', `${what} does not exist.`)

const statusOfCode: Readonly<Record<string, number>> = {
  'memory/not-found': 404,
  'extension/not-found': 404,
  'storage/not-found': 404,
  'memory/superseded': 409,
  'extension/inactive': 409,
  'extension/renamed': 409,
  'storage/conflict': 409,
  'storage/exists': 409,
  'storage/session-deleted': 409,
  'memory/empty': 422,
  'sena/busy': 429,
  'sena/closing': 503,
  'storage/locked': 503,
  'storage/enospc': 507,
}

const statusOfFamily: Readonly<Record<string, number>> = {
  UserError: 400,
  FilterError: 422,
  ExtensionError: 422,
  LlmError: 502,
  RecoverableError: 503,
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Invalid request',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
  507: 'Out of space',
}

function statusOf(error: unknown, code: string): number {
  if (error instanceof RequestRefused) return error.status
  return statusOfCode[code] ?? (error instanceof Error ? statusOfFamily[error.name] : undefined) ?? 500
}

/** RFC 9457. Never a stack, never the words of an error that nobody foresaw. */
export function toProblem(error: unknown): Problem {
  const { code, message, hint } = publicError(error)
  const status = statusOf(error, code)
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Request failed',
    status,
    detail: message,
    code,
    ...(hint === undefined ? {} : { hint }),
    ...(error instanceof RequestRefused && error.fields.length > 0 ? { errors: [...error.fields] } : {}),
  }
}

export const problemResponse = (problem: Problem): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })

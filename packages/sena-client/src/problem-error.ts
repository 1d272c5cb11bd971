import { EngawaError } from '@engawa/core'
import type { Problem } from './api/types.js'

/** Sena refused or failed; carries what it said. */
export class SenaProblem extends EngawaError {
  readonly status: number
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title, {
      code: problem.code,
      ...(problem.hint ? { hint: problem.hint } : {}),
      recoverable: problem.status >= 500 || problem.status === 429,
    })
    this.status = problem.status
    this.problem = problem
  }
}

/** Sena can't be reached at all. */
export class SenaUnreachable extends EngawaError {
  /** @param baseUrl empty in a page that Sena itself serves */
  constructor(baseUrl: string, cause: unknown) {
    super(baseUrl === '' ? 'Sena does not answer' : `Sena does not answer at ${baseUrl}`, {
      code: 'sena/unreachable',
      hint: 'Start it with `sena`, or check the address.',
      cause,
      recoverable: true,
    })
  }
}

/** Whatever an answer outside 2xx holds, in the one shape. A proxy's HTML page is one of them. */
export async function readProblem(response: Response): Promise<SenaProblem> {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText || 'Request failed',
    status: response.status,
    detail: `${response.url || 'Sena'} answered with status ${response.status}`,
    code: `http/${response.status}`,
  }
  if (!response.headers.get('content-type')?.includes('json')) return new SenaProblem(fallback)
  const body: unknown = await response.json().catch(() => undefined)
  return new SenaProblem(typeof body === 'object' && body !== null ? { ...fallback, ...body } : fallback)
}

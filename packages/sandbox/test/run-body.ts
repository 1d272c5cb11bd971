import type { RunRequest, RunResult, Sandbox } from '../src/index.js'
import { extensionSource } from './extension-source.js'

/** Run the body of an `execute` with nothing granted, and whatever of the request a test sets. */
export function runBody(sandbox: Sandbox, body: string, request: Partial<RunRequest> = {}): Promise<RunResult> {
  return sandbox.run({
    source: extensionSource(body),
    userInput: '',
    context: {},
    args: {},
    grants: [],
    host: {},
    ...request,
  })
}

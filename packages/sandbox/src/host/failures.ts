import { ExtensionError } from '@engawa/core'
import type { FailureKind } from '../protocol.js'

export type RunFailure = FailureKind | 'crashed' | 'aborted'

const hints: Record<RunFailure, string> = {
  timeout: 'Make the extension do less, or raise its time limit.',
  memory: 'Make the extension hold less at once, or raise its memory limit.',
  denied: 'Declare the capability in METADATA.capabilities and grant it.',
  threw: 'Look at the message: the extension itself failed.',
  contract: 'An extension exports VERSION, METADATA and execute(userInput, context, args), and returns text or JSON.',
  'invalid-input': 'The extension refused this input. Its message says what it expects.',
  'result-too-large': 'Return less, or raise maxResultBytes.',
  crashed: 'Try again: a fresh worker takes the next run.',
  aborted: 'The run was cancelled.',
}

export const failure = (kind: RunFailure, message: string): ExtensionError =>
  new ExtensionError(message, { code: `sandbox/${kind}`, hint: hints[kind] })

/** The worker ended in the middle of a run. */
export class WorkerLost extends ExtensionError {
  /** Whether anything was heard of the run: if not, none of its host calls was made, and it may be run again. */
  readonly begun: boolean

  constructor(begun: boolean) {
    super('the sandbox worker ended in the middle of the run', { code: 'sandbox/crashed', hint: hints.crashed })
    this.begun = begun
  }
}

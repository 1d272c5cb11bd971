import { z } from 'zod'

/**
 * What the sandbox and its worker say to each other: one JSON object on each line, over the worker's stdin and stdout.
 *
 * Pipes rather than Node's own channel between processes: the reader can refuse a line that is too long, and a guest
 * that broke out of QuickJS finds no `process.send`.
 */
export interface Task {
  readonly type: 'task'
  readonly source: string
  /** `{ userInput, context, args }` as JSON, or absent to read the manifest alone. */
  readonly input?: string
  readonly hostNames: readonly string[]
  readonly timeoutMs: number
  readonly memoryBytes: number
  readonly maxResultBytes: number
}

export type Answer =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly json: string }
  | {
      readonly type: 'answer'
      readonly id: number
      readonly ok: false
      readonly message: string
      readonly denied: boolean
    }

export type ToWorker = Task | Answer

export const failureKinds = [
  'timeout',
  'memory',
  'denied',
  'threw',
  'contract',
  'invalid-input',
  'result-too-large',
] as const

export type FailureKind = (typeof failureKinds)[number]

/** Checked on arrival: whatever runs in a worker is not trusted, the worker's own code included. */
export const fromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('manifest'), json: z.string() }),
  z.object({ type: z.literal('call'), id: z.int(), name: z.string(), json: z.string() }),
  z.object({ type: z.literal('done'), output: z.string(), logs: z.array(z.string()) }),
  z.object({ type: z.literal('failed'), kind: z.enum(failureKinds), message: z.string(), logs: z.array(z.string()) }),
])

export type FromWorker = z.infer<typeof fromWorker>

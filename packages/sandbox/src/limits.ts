import type { SandboxLimits } from './sandbox.js'

export const defaultLimits: SandboxLimits = {
  timeoutMs: 5_000,
  memoryBytes: 64 * 1024 * 1024,
  maxResultBytes: 1024 * 1024,
}

/** What no caller may tune, because nothing sensible needs more. */
export const fixedLimits = {
  /** Lines of `console` kept for each run. */
  logLines: 200,
  /** Characters kept of one line. */
  logLineChars: 2_000,
  /** Host calls that one run may have open at once. */
  openHostCalls: 64,
  /** From the start of a worker until it says that it is ready. */
  startMs: 10_000,
  /** After which a second idle worker is let go; each holds some 70 MB. */
  idleMs: 30_000,
  /** Runs after which a worker is replaced, so that nothing in it grows without end. */
  runsPerWorker: 200,
} as const

export const withDefaults = (limits: Partial<SandboxLimits> = {}): SandboxLimits => ({ ...defaultLimits, ...limits })

import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Clock, systemClock } from '@engawa/core'
import { runInWorker, type WorkerRun } from './host/run-in-worker.js'
import { WorkerPool } from './host/worker-pool.js'
import { fixedLimits, withDefaults } from './limits.js'
import type { Task } from './protocol.js'
import type { Sandbox, SandboxLimits } from './sandbox.js'

export interface SandboxOptions {
  /** The bundled worker. Beside this module unless told; whoever bundles this module bundles the worker too. */
  readonly workerPath?: string
  /** Runs at the same time; more wait their turn. As many as there are processors, at most 4, unless told. */
  readonly maxWorkers?: number
  /** Milliseconds after which idle workers beside the last one are let go. 30,000 unless told. */
  readonly idleMs?: number
  readonly clock?: Clock
}

/** Processes start with the first run and live until `close`. None keeps this process from ending. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const {
    workerPath = fileURLToPath(new URL('./worker/worker.cjs', import.meta.url)),
    maxWorkers = Math.min(4, availableParallelism()),
    idleMs = fixedLimits.idleMs,
    clock = systemClock,
  } = options
  const pool = new WorkerPool({ workerPath, maxWorkers: Math.max(1, maxWorkers), idleMs })
  const perform = (run: WorkerRun) => pool.use((worker) => runInWorker(worker, run), run.signal)

  return {
    async inspect(source, limits) {
      const { manifest } = await perform({ task: newTask(source, limits), host: { host: {}, grants: [] } })
      return manifest
    },
    async run(request) {
      const { source, userInput, context, args, host, limits, signal } = request
      const task = {
        ...newTask(source, limits),
        input: JSON.stringify({ userInput, context, args }),
        hostNames: Object.keys(host),
      }
      const started = clock.monotonic()
      const { output, logs } = await perform({ task, host: request, signal })
      return { output, logs, durationMs: clock.monotonic() - started }
    },
    close: () => pool.close(),
  }
}

const newTask = (source: string, limits: Partial<SandboxLimits> | undefined): Task => ({
  type: 'task',
  source,
  hostNames: [],
  ...withDefaults(limits),
})

import { readManifest } from '../manifest.js'
import type { FromWorker, Task } from '../protocol.js'
import type { ExtensionManifest, RunRequest } from '../sandbox.js'
import { failure, WorkerLost } from './failures.js'
import { HostCalls } from './host-calls.js'
import { watchMemory } from './memory-watch.js'
import type { WorkerProcess } from './worker-process.js'

export interface WorkerRun {
  readonly task: Task
  readonly host: Pick<RunRequest, 'host' | 'grants'>
  readonly signal?: AbortSignal | undefined
}

export interface WorkerResult {
  readonly manifest: ExtensionManifest
  readonly output: string
  readonly logs: readonly string[]
}

/**
 * Run one task in a worker that is ready, with every limit held from here.
 *
 * A worker whose run failed in any way is dead when this rejects: nothing of the guest goes on.
 */
export async function runInWorker(worker: WorkerProcess, { task, host, signal }: WorkerRun): Promise<WorkerResult> {
  const ended = new AbortController()
  const calls = new HostCalls(host, { signal: ended.signal, maxBytes: task.maxResultBytes })
  const stops: (() => void)[] = []
  worker.keepAlive(true)
  try {
    return await new Promise<WorkerResult>((resolve, reject) => {
      const timer = setTimeout(() => reject(timedOut(task.timeoutMs)), task.timeoutMs)
      const abort = () => reject(failure('aborted', 'the run was cancelled'))
      stops.push(
        () => clearTimeout(timer),
        () => signal?.removeEventListener('abort', abort),
        watchMemory(worker.pid, task.memoryBytes, () =>
          reject(failure('memory', `the extension used more than ${task.memoryBytes} bytes of memory`)),
        ),
      )
      signal?.addEventListener('abort', abort)
      if (signal?.aborted) abort()
      const heard = hear({ worker, task, calls, ended: ended.signal, resolve, reject })
      let begun = false
      void worker.exited.then(() => reject(new WorkerLost(begun)))
      worker.listen((message) => {
        begun = true
        heard(message)
      })
      worker.send(task)
    })
  } catch (error) {
    await worker.kill()
    throw error
  } finally {
    for (const stop of stops) stop()
    ended.abort()
    worker.listen(() => {})
    worker.keepAlive(false)
  }
}

interface Hearing {
  readonly worker: WorkerProcess
  readonly task: Task
  readonly calls: HostCalls
  readonly ended: AbortSignal
  readonly resolve: (result: WorkerResult) => void
  readonly reject: (error: unknown) => void
}

function hear({ worker, task, calls, ended, resolve, reject }: Hearing): (message: FromWorker) => void {
  let manifest: ExtensionManifest | undefined
  return (message) => {
    switch (message.type) {
      case 'manifest':
        // Read once: a guest can't widen what it declared after it began to run.
        try {
          manifest ??= readManifest(message.json)
        } catch (error) {
          reject(error)
        }
        return
      case 'call':
        calls
          .answer(message, manifest)
          .then((answer) => {
            // The worker may have gone on to another run, whose calls are numbered alike.
            if (!ended.aborted) worker.send(answer)
          })
          .catch(reject)
        return
      case 'failed':
        if (message.kind === 'timeout') return reject(timedOut(task.timeoutMs))
        // A guest can throw an error that looks like a refusal. Only a refusal that happened counts.
        reject(failure(message.kind === 'denied' && !calls.denied ? 'threw' : message.kind, message.message))
        return
      case 'done':
        if (!manifest) return reject(failure('crashed', 'the worker sent a result before the manifest'))
        if (Buffer.byteLength(message.output) > task.maxResultBytes) {
          return reject(failure('result-too-large', `the result is larger than ${task.maxResultBytes} bytes`))
        }
        resolve({ manifest, output: message.output, logs: message.logs })
        return
      case 'ready':
        return
    }
  }
}

const timedOut = (timeoutMs: number) => failure('timeout', `the extension ran longer than ${timeoutMs} ms`)

import { createInterface } from 'node:readline'
import { defaultLimits } from '../limits.js'
import type { FromWorker, Task, ToWorker } from '../protocol.js'
import { Guest } from './guest.js'
import { GuestFailure } from './guest-failure.js'
import { GuestLogs } from './guest-logs.js'
import { InstanceShelf } from './quickjs-instance.js'

/*
 * The worker's whole life: say that it is ready, run one task after another, end when stdin ends. It is started with
 * an empty environment and without rights, and nothing it says is believed without a check on the other side.
 */

const shelf = new InstanceShelf()
let guest: Guest | undefined

const say = (message: FromWorker) => void process.stdout.write(`${JSON.stringify(message)}\n`)

async function perform(task: Task): Promise<void> {
  const logs = new GuestLogs()
  try {
    guest = new Guest(await shelf.take(task.memoryBytes), task, {
      logs,
      manifest: (json) => say({ type: 'manifest', json }),
      call: (id, name, json) => say({ type: 'call', id, name, json }),
    })
    const output = await guest.run()
    say({ type: 'done', output, logs: logs.lines() })
    guest = undefined
    await shelf.restock(task.memoryBytes)
  } catch (error) {
    const { kind, message } = error instanceof GuestFailure ? error : new GuestFailure('memory', String(error))
    say({ type: 'failed', kind, message, logs: logs.lines() })
  }
}

createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  .on('line', (line) => {
    const message = JSON.parse(line) as ToWorker
    if (message.type === 'task') void perform(message)
    else guest?.answer(message)
  })
  .on('close', () => {
    // Whoever started this worker is gone. Pending work is of no use to anybody.
    process.kill(process.pid, 'SIGKILL')
  })

void shelf.restock(defaultLimits.memoryBytes).then(() => say({ type: 'ready' }))

import { statfs } from 'node:fs/promises'
import os from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { JsonObject } from '@engawa/core'
import type { HostFunction } from '@engawa/sandbox'

/** How long the processor is watched for its load. Load averages don't exist on Windows and lag elsewhere. */
const sampleMs = 120

interface CpuTimes {
  readonly busy: number
  readonly total: number
}

function cpuTimes(): CpuTimes {
  let busy = 0
  let total = 0
  for (const { times } of os.cpus()) {
    const sum = times.user + times.nice + times.sys + times.idle + times.irq
    total += sum
    busy += sum - times.idle
  }
  return { busy, total }
}

async function cpuLoadPercent(signal: AbortSignal): Promise<number> {
  const before = cpuTimes()
  await delay(sampleMs, undefined, { signal })
  const after = cpuTimes()
  const total = after.total - before.total
  return total > 0 ? Math.round((100 * (after.busy - before.busy)) / total) : 0
}

async function disk(path: string): Promise<JsonObject | null> {
  try {
    const { bsize, blocks, bavail } = await statfs(path)
    return { path, totalBytes: blocks * bsize, freeBytes: bavail * bsize }
  } catch {
    // Some network file systems do not say; the rest of the answer still helps.
    return null
  }
}

/** What the capability `system:read` opens: figures about this machine, nothing about its files or its people. */
export const systemRead = (diskPath: string): HostFunction => ({
  capability: 'system:read',
  async call(_args, { signal }) {
    const cpus = os.cpus()
    return {
      cpu: { model: cpus[0]?.model.trim() ?? 'unknown', cores: cpus.length, loadPercent: await cpuLoadPercent(signal) },
      memory: { totalBytes: os.totalmem(), availableBytes: availableMemory() },
      disk: await disk(diskPath),
      uptimeSeconds: Math.round(os.uptime()),
      platform: process.platform,
    }
  },
})

/** What a program could still get: Node 22 knows it; before, what is free. */
const availableMemory = (): number =>
  'availableMemory' in process && typeof process.availableMemory === 'function'
    ? process.availableMemory()
    : os.freemem()

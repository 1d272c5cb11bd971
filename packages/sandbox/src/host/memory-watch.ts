import { residentMemory } from './resident-memory.js'

const everyMs = 50
/** The worker's own heap and QuickJS come on top of what the guest may use. */
const headroomBytes = 96 * 1024 * 1024

/**
 * Call `onExceeded` once when a process grows by more than a guest is allowed.
 *
 * @returns stops watching
 */
export function watchMemory(pid: number, memoryBytes: number, onExceeded: () => void): () => void {
  let baseline: number | undefined
  const look = async () => {
    const now = await residentMemory(pid)
    if (now === undefined) return
    baseline ??= now
    if (now > baseline + memoryBytes + headroomBytes) {
      clearInterval(timer)
      onExceeded()
    }
  }
  const timer = setInterval(() => void look(), everyMs)
  void look()
  return () => clearInterval(timer)
}

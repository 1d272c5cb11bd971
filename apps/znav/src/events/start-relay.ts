import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Hand waiting events to the broker in a process of its own, so that no command ever waits for a broker.
 *
 * It outlives this process and is heard no more of. That only one of them works at a time is its own business.
 */
export function startRelay(env: Readonly<Record<string, string | undefined>>): void {
  const bin = fileURLToPath(new URL('./znav.cjs', import.meta.url))
  // Run from its sources, znav has no bin beside this file; `znav events flush` delivers then.
  if (!existsSync(bin)) return
  const relay = spawn(process.execPath, [bin, 'events', 'relay'], { detached: true, stdio: 'ignore', env: { ...env } })
  // A machine out of processes must not turn a logged entry into a failure: the next log tries again.
  relay.on('error', () => {})
  relay.unref()
}

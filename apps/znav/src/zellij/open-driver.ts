import { type Clock, systemClock } from '@engawa/core'
import { zellijRunner } from './run-zellij.js'
import { parseVersion } from './version.js'
import { ZellijDriver } from './zellij-driver.js'

/**
 * The driver for the Zellij in `PATH`.
 *
 * @throws ZellijError `zellij/missing` or `zellij/too-old`
 */
export async function openZellij(
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): Promise<ZellijDriver> {
  const run = zellijRunner(env)
  const { stdout } = await run(['--version'])
  return new ZellijDriver({ run, version: parseVersion(stdout), clock })
}

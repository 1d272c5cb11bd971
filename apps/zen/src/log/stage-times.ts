import type { CommandLog } from '@engawa/cli-kit'
import type { Clock } from '@engawa/core'

/** Says with `--verbose` how long each stage took: called at the end of one, with its name. */
export function stageTimes(log: Pick<CommandLog, 'info'>, clock: Pick<Clock, 'monotonic'>): (stage: string) => void {
  let last = clock.monotonic()
  return (stage) => {
    const now = clock.monotonic()
    log.info(stage, { ms: Math.round(now - last) })
    last = now
  }
}

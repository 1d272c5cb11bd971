import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The file that switches a pane off by its name. The hooks build the same one. */
export const namedSwitch = (paneName: string): string => `name-${paneName}`

/** A pane that was switched off stays so under another name. Under the lock of the collector. */
export function renameSwitch(folder: string, from: string, to: string): void {
  const path = join(folder, namedSwitch(from))
  if (existsSync(path)) renameSync(path, join(folder, namedSwitch(to)))
}

/** A later pane of that name begins anew. Under the lock of the collector. */
export function forgetSwitch(folder: string, paneName: string): void {
  rmSync(join(folder, namedSwitch(paneName)), { force: true })
}

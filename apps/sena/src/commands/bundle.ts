import { join } from 'node:path'

/** What the build puts beside the command. */
export interface Bundle {
  /** The extensions that Sena brings along. */
  readonly coreExtensions: string
  /** What runs extensions, in a process of its own. */
  readonly sandboxWorker: string
  /** The web interface, put there when Sena is packed. */
  readonly web: string
}

export const bundleIn = (folder: string): Bundle => ({
  coreExtensions: join(folder, 'extensions', 'core'),
  sandboxWorker: join(folder, 'sandbox-worker.cjs'),
  web: join(folder, 'web'),
})

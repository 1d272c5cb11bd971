import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** The sandbox's worker, bundled beside the command. */
export const sandboxWorker = (): { readonly sandboxWorker?: string } => {
  const path = beside('./sandbox-worker.cjs')
  return existsSync(path) ? { sandboxWorker: path } : {}
}

/** The web interface, put beside the command when it is packed. */
export const bundledWeb = (): string => beside('./web')

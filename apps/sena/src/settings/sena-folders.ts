import { join, resolve } from 'node:path'
import { appDirectories, type Environment } from '@engawa/config'

/** Where Sena keeps things. */
export interface SenaFolders {
  /** Holds the database; relative paths of the settings start here. */
  readonly data: string
  /** Holds what is true of a running Sena only: its lock, its address. */
  readonly run: string
}

/** With `SENA_HOME`, its documented folders; else the system's own for data and state. */
export function senaFolders(env: Environment): SenaFolders {
  const directories = appDirectories('sena', env)
  return {
    data: env.SENA_HOME ? join(directories.data, 'data') : directories.data,
    run: join(directories.state, 'run'),
  }
}

export const databasePath = ({ data }: SenaFolders, path: string): string => resolve(data, path)

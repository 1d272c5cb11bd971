import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError, isEngawaError } from '@engawa/core'
import { withFileLock, writeFileAtomic } from '@engawa/durable-fs'
import * as z from 'zod'
import type { SenaFolders } from '../settings/sena-folders.js'

const addressSchema = z.object({ pid: z.int().min(1), url: z.url() })

/** The Sena that runs on these folders. */
export type RunningSena = z.output<typeof addressSchema>

/** Held for as long as Sena runs; the kernel lets go of it however Sena ends. */
const lockFile = ({ run }: SenaFolders): string => join(run, 'sena.lock')
const addressFile = ({ run }: SenaFolders): string => join(run, 'sena.json')

/** A look at a lock that is free takes no time; one that is being looked at by another takes little. */
const lockWaitMs = 250

/**
 * Do something as the one Sena of these folders.
 *
 * @throws ConfigError `sena/running` when there is one already
 */
export async function asTheOnlySena<T>(folders: SenaFolders, work: () => Promise<T>): Promise<T> {
  let entered = false
  try {
    return await withFileLock(
      lockFile(folders),
      async () => {
        entered = true
        // Of one that was killed: from now on the lock is held, and it would count as ours.
        await withdrawAddress(folders)
        return work()
      },
      { timeoutMs: lockWaitMs },
    )
  } catch (error) {
    if (entered || !isEngawaError(error) || error.code !== 'storage/locked') throw error
    const running = await readAddress(folders)
    throw new ConfigError(
      `Sena runs already${running === undefined ? '' : ` at ${running.url} (process ${running.pid})`}.`,
      {
        code: 'sena/running',
        hint: 'Use that one, end it with `sena stop`, or give this one folders of its own with SENA_HOME.',
        cause: error,
      },
    )
  }
}

export async function announceAddress(folders: SenaFolders, address: RunningSena): Promise<void> {
  await mkdir(folders.run, { recursive: true, mode: 0o700 })
  await writeFileAtomic(addressFile(folders), JSON.stringify(address))
}

export const withdrawAddress = (folders: SenaFolders): Promise<void> => rm(addressFile(folders), { force: true })

/** The running Sena, if there is one: an address that a killed one left behind is none. */
export async function findRunning(folders: SenaFolders): Promise<RunningSena | undefined> {
  if ((await readAddress(folders)) === undefined || (await isLockFree(folders))) return undefined
  // Read again: who took the lock a moment ago has withdrawn what it found.
  return readAddress(folders)
}

/** Resolves when the Sena of these folders has ended. Whether it did in time. */
export async function untilEnded(folders: SenaFolders, timeoutMs: number): Promise<boolean> {
  try {
    await withFileLock(lockFile(folders), () => undefined, { timeoutMs })
    return true
  } catch (error) {
    if (isEngawaError(error) && error.code === 'storage/locked') return false
    throw error
  }
}

const isLockFree = (folders: SenaFolders): Promise<boolean> => untilEnded(folders, lockWaitMs)

async function readAddress(folders: SenaFolders): Promise<RunningSena | undefined> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(addressFile(folders), 'utf8')))
  } catch {
    // Not there, or not by this version: then there is nothing to be found.
    return undefined
  }
}

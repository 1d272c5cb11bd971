import { readFile } from 'node:fs/promises'

const pageBytes = 4096

/**
 * Resident memory of a process in bytes, or undefined where the system does not tell cheaply.
 *
 * Linux only. Elsewhere the limit is held by the fixed size of the guest's WebAssembly memory and of the worker's heap.
 */
export async function residentMemory(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1])
    return Number.isFinite(pages) ? pages * pageBytes : undefined
  } catch {
    return undefined
  }
}

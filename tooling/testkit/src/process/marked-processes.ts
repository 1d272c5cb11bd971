import { readdirSync, readFileSync } from 'node:fs'

/** Ids of the processes whose environment holds `ENGAWA_TEST_SERVICE=<mark>`: also those that left the group. */
function markedProcesses(mark: string): readonly number[] {
  const wanted = `ENGAWA_TEST_SERVICE=${mark}`
  return processIds().filter((pid) => environmentOf(pid).includes(wanted))
}

export function killMarked(mark: string): void {
  for (const pid of markedProcesses(mark)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone meanwhile.
    }
  }
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    // No such file system here (macOS): the process group is all there is.
    return []
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}

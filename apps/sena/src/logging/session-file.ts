import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type LogSink, rotatingFile } from '@engawa/cli-kit'

/** Files of days that are kept. */
const daysKept = 30

/**
 * Everything that is logged, down to DEBUG, in one file for each day: `session_20260131.log`. Days beyond thirty are
 * removed when a new one begins.
 */
export function sessionFile(folder: string): LogSink {
  let day = ''
  let file: LogSink | undefined

  function fileOf(time: string): LogSink {
    const now = time.slice(0, 10).replaceAll('-', '')
    if (file === undefined || now !== day) {
      file?.close?.()
      file = rotatingFile({ path: join(folder, `session_${now}.log`) })
      day = now
      removeOldDays(folder)
    }
    return file
  }

  return {
    write(record, line) {
      fileOf(String(record.time)).write(record, line)
    },
    close() {
      file?.close?.()
    },
  }
}

function removeOldDays(folder: string): void {
  try {
    const days = readdirSync(folder).filter((name) => /^session_\d{8}\.log(\.\d)?$/.test(name))
    for (const name of days.sort().slice(0, -daysKept)) rmSync(join(folder, name), { force: true })
  } catch {
    // Nothing is there yet, or it can't be read: there is nothing to remove then.
  }
}

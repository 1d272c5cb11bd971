/** One command, as a hook wrote it down. */
export interface SpoolRecord {
  /** When it began, milliseconds; absent where the shell has no clock. */
  readonly startedAt?: number
  readonly durationMs: number
  readonly exitCode: number
  readonly session: string
  /** Of Zellij: `3`. */
  readonly paneNumber: string
  /** `PERTH_PANE`: the person says which pane this is. */
  readonly paneName: string
  readonly cwd: string
  /** As typed. */
  readonly command: string
}

const fields = 10
const end = '\n'

/**
 * What is whole in a spool. Fields end in NUL, which no command can hold; the last field of a record is a line break.
 * What a shell that was killed left of a record is skipped up to the next one.
 */
export function spoolRecords(text: string): SpoolRecord[] {
  const words = text.split('\0')
  const records: SpoolRecord[] = []
  for (let at = 0; at + fields < words.length + 1; ) {
    const record = words.slice(at, at + fields)
    const read = record[0] === '1' && record[9] === end ? readRecord(record) : undefined
    if (read === undefined) at += 1
    else {
      records.push(read)
      at += fields
    }
  }
  return records
}

function readRecord(words: readonly string[]): SpoolRecord | undefined {
  const [, started = '', took = '', code = '', session = '', paneNumber = '', paneName = '', cwd = '', command = ''] =
    words
  if (![started, took, code].every((number) => /^\d{0,15}$/.test(number)) || command === '') return undefined
  return {
    ...(started === '' ? {} : { startedAt: Number(started) }),
    durationMs: Number(took),
    exitCode: Number(code),
    session,
    paneNumber,
    paneName,
    cwd,
    command,
  }
}

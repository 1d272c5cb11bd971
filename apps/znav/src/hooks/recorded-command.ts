import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomic } from '@engawa/durable-fs'

/** A command that was run in a pane, secrets taken out. */
export interface RecordedCommand {
  /** ISO 8601. */
  readonly at: string
  readonly durationMs: number
  readonly exitCode: number
  readonly cwd: string
  readonly command: string
}

/** Kept for each pane: five times what a snapshot shows of them. */
const kept = 100

const fileOf = (folder: string, paneName: string) => join(folder, `${paneName}.ndjson`)

/** The commands of a pane on this machine, oldest first. */
export function recordedCommands(folder: string, paneName: string): readonly RecordedCommand[] {
  return linesOf(fileOf(folder, paneName)).flatMap((line) => {
    const command = parseCommand(line)
    return command === undefined ? [] : [command]
  })
}

/** Under the lock of the collector: files are replaced as a whole, for their owner alone. */
export function recordCommands(folder: string, paneName: string, commands: readonly RecordedCommand[]): void {
  const all = [...recordedCommands(folder, paneName), ...commands].slice(-kept)
  writeFileAtomic(fileOf(folder, paneName), all.map((command) => `${JSON.stringify(command)}\n`).join(''))
}

/** The commands of a pane that has another name now. */
export function renameCommands(folder: string, from: string, to: string): void {
  if (existsSync(fileOf(folder, from))) renameSync(fileOf(folder, from), fileOf(folder, to))
}

export function forgetCommands(folder: string, paneName: string): void {
  rmSync(fileOf(folder, paneName), { force: true })
}

function parseCommand(line: string): RecordedCommand | undefined {
  try {
    const { at, durationMs, exitCode, cwd, command } = JSON.parse(line) as Partial<RecordedCommand>
    const whole = typeof at === 'string' && typeof cwd === 'string' && typeof command === 'string'
    return whole ? { at, durationMs: Number(durationMs), exitCode: Number(exitCode), cwd, command } : undefined
  } catch {
    return undefined
  }
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

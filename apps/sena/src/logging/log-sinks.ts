import { join } from 'node:path'
import { type CommandContext, type LogSink, rotatingFile, terminalSink } from '@engawa/cli-kit'
import type { LogLevel } from '../database/repositories/log-repository.js'
import type { SenaFolders } from '../settings/sena-folders.js'
import { toLineLevel } from './log-levels.js'

/** Where lines go beside the database: to the terminal, and to a file that is rotated. */
export function logSinks(
  { stderr }: Pick<CommandContext, 'stderr'>,
  { data }: SenaFolders,
  levels: { readonly terminal: LogLevel; readonly file: LogLevel },
): readonly LogSink[] {
  return [
    terminalSink(stderr, toLineLevel(levels.terminal)),
    rotatingFile({ path: join(data, 'logs', 'sena.log'), level: toLineLevel(levels.file) }),
  ]
}

import { join } from 'node:path'
import { type CommandContext, type LogSink, levelOf, rotatingFile, terminalSink } from '@engawa/cli-kit'
import type { SenaFolders } from '../settings/sena-folders.js'
import type { Settings } from '../settings/settings-schema.js'
import { toLineLevel } from './log-levels.js'
import { sessionFile } from './session-file.js'

/** Where lines go beside the database: to the terminal, where one is to see them, and to a file that is rotated. */
export function logSinks(
  { stderr, verbosity, logFile }: CommandContext,
  { data }: SenaFolders,
  { level }: Settings['logging'],
): readonly LogSink[] {
  const configured = toLineLevel(level)
  return [
    terminalSink(stderr, verbosity === 'normal' ? configured : levelOf(verbosity)),
    rotatingFile({ path: logFile ?? join(data, 'logs', 'sena.log'), level: configured }),
    sessionFile(join(data, 'logs', 'sessions')),
  ]
}

export type * from './command.js'
export { completionCommand } from './completion/completion-command.js'
export { completionScript, type Shell, shells } from './completion/scripts.js'
export type { ConfigApp, ConsentChoice } from './config-commands/config-app.js'
export { configCommands, configCompletions } from './config-commands/config-commands.js'
export { doctorCommand, doctorResult } from './doctor/doctor-command.js'
export {
  type Check,
  type CheckResult,
  type CheckStatus,
  type Finding,
  runChecks,
} from './doctor/run-checks.js'
export { fastPath } from './fast-path.js'
export { type HelpLayout, helpText } from './help/help-text.js'
export { reference } from './help/reference.js'
export type { KeyApp, KeyProvider } from './key-commands/key-app.js'
export { keyCommands, keyCompletions } from './key-commands/key-commands.js'
export { openKeys } from './key-commands/open-keys.js'
export { noLog } from './logging/command-log.js'
export { createLogger, type Logger, type LoggerOptions, silentLogger } from './logging/create-logger.js'
export { type LogLevel, type LogSink, logLevels } from './logging/log-sink.js'
export { type RotatingFileOptions, rotatingFile } from './logging/rotating-file.js'
export { levelOf, terminalSink } from './logging/terminal-sink.js'
export { confirm, type Question } from './output/confirm.js'
export { displayWidth, truncate } from './output/display-width.js'
export { neutralise } from './output/neutralise.js'
export { type Progress, progress } from './output/progress.js'
export { relativeTime } from './output/relative-time.js'
export { createStyle, type Style } from './output/style.js'
export { type Column, table } from './output/table.js'
export { wrap } from './output/wrap.js'
export { UsageError } from './parse/usage-error.js'
export { runCli } from './run/run-cli.js'

import type { EngawaError, JsonObject, JsonValue } from '@engawa/core'

export type OutputFormat = 'text' | 'json' | 'markdown' | 'context'

export interface ArgumentDefinition {
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly variadic?: boolean
  readonly choices?: readonly string[]
  /** Live values for completion: `sessions`, `models`, `panes`. Looked up in the definition's `completions`. */
  readonly complete?: string
}

export interface OptionDefinition {
  /** As commander writes them: `-s, --session <name>`, `--meta <key=value...>`, `--no-stream`. */
  readonly flags: string
  readonly description: string
  readonly choices?: readonly string[]
  readonly default?: JsonValue
  /** Turn the word into a value. Throw UserError to refuse it. */
  readonly parse?: (value: string) => JsonValue
  readonly complete?: string
}

export interface Example {
  readonly command: string
  readonly explains: string
}

/** Everything about one command as data: the parser, help, completion and the reference are made from it. */
export interface CommandDefinition {
  /** Words after the program's name: `pane log`. Empty: what runs when no command is named. */
  readonly path: string
  readonly summary: string
  readonly arguments?: readonly ArgumentDefinition[]
  readonly options?: readonly OptionDefinition[]
  readonly examples: readonly Example[]
  /** JSON Schema of `data` in `{ok: true, data}`. */
  readonly output?: JsonObject
  readonly hidden?: boolean
  /** The work, loaded only when this command runs. */
  readonly load: () => Promise<CommandModule>
}

export interface CommandModule {
  run(context: CommandContext, input: CommandInput): Promise<CommandResult>
}

export interface CommandInput {
  /** By the name in the command table; an optional one that was left out is `undefined`, a variadic one is a list. */
  readonly args: Readonly<Record<string, string | readonly string[] | undefined>>
  /** In camel case: `--max-tokens` is `maxTokens`; `--no-stream` is `stream`, true unless given. */
  readonly options: Readonly<Record<string, JsonValue | undefined>>
}

/** What a command answers. Each format that is asked for and absent is derived: JSON from `data`, text from JSON. */
export interface CommandResult {
  readonly data: JsonValue
  readonly text?: string
  readonly markdown?: string
  readonly context?: string
  /**
   * The command wrote its answer to stdout itself while it arrived (a stream): print nothing more in text format. With
   * `lines` it wrote a line for each thing that came, in the format asked for: print nothing more in any.
   */
  readonly streamed?: boolean | 'lines'
  /** What was asked for is done and stays done, also when this answer can't be written: that is then a warning. */
  readonly lasting?: boolean
  /** 0 unless told. */
  readonly exitCode?: number
}

/** What a command may touch of the process. Tests hand in their own. */
export interface CommandContext {
  readonly format: OutputFormat
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: { readonly isTty: boolean; readText(): Promise<string> }
  readonly stdout: Terminal
  readonly stderr: Terminal
  /** Aborted by Ctrl-C: finish what must be finished, then return. */
  readonly signal: AbortSignal
  readonly verbosity: 'quiet' | 'normal' | 'verbose' | 'debug'
  /** Where `--log-file` asks logs to go. */
  readonly logFile?: string
  readonly log: CommandLog
}

/** What a command may note down beside its answer. `facts` are searchable; the message is for people. */
export interface CommandLog {
  debug(message: string, facts?: object): void
  info(message: string, facts?: object): void
  warn(message: string, facts?: object): void
  error(message: string, facts?: object): void
  /** Nothing more of this run goes into the program's own log file; one that `--log-file` names is still written. */
  keepNothing(): void
}

/** How a program keeps a log of its runs. */
export interface LogDefinition {
  /** The file, unless `--log-file` names another. */
  readonly path: (env: CommandContext['env']) => string
  /** Takes secrets out of each line; loaded with the first one. */
  readonly filter: (env: CommandContext['env'], cwd: string) => Promise<(text: string) => string>
  /** Environment variable that does what `--debug` does for the log: `ZEN_DEBUG`. */
  readonly debugVariable?: string
}

export interface Terminal {
  readonly isTty: boolean
  readonly color: boolean
  /** Columns; 80 where there is no terminal. */
  readonly width: number
  write(text: string): void
}

export interface CliDefinition {
  readonly name: string
  readonly version: string
  readonly summary: string
  /** Shown first in `--help`; the first examples of the first commands unless told. */
  readonly examples?: readonly Example[]
  readonly commands: readonly CommandDefinition[]
  /** Honoured in every position, before and after the command. */
  readonly globalOptions?: readonly OptionDefinition[]
  readonly formats: readonly OutputFormat[]
  /** Absent: no log is kept. */
  readonly log?: LogDefinition
  readonly completions?: Readonly<Record<string, (context: CommandContext) => Promise<readonly string[]>>>
  /** znav keeps Perth's table; the error's own code unless told. */
  readonly exitCodeOf?: (error: EngawaError) => number
}

/** Parse, run, print. `argv` starts after the script's name. Resolves with the exit code; never calls `process.exit`. */
export type RunCli = (
  definition: CliDefinition,
  argv: readonly string[],
  overrides?: Partial<CommandContext>,
) => Promise<number>

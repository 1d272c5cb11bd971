import type { JsonValue } from '@engawa/core'
import type * as z from 'zod'

export type LayerName = 'flag' | 'environment' | 'project' | 'user' | 'default'

/** A value and where it came from: `~/.config/perth/config.toml`, `PERTH_REDIS_URL`, `--redis-url`. */
export interface EffectiveValue {
  /** `storage.redis.host` */
  readonly path: string
  readonly value: JsonValue
  readonly layer: LayerName
  readonly origin: string
  /** Masked wherever it is shown. */
  readonly secret: boolean
}

export interface ConfigWarning {
  readonly origin: string
  readonly path: string
  /** `unknown key "redis_ulr", did you mean "redis_url"?` */
  readonly message: string
}

export interface ConfigDefinition<S extends z.ZodObject> {
  /** `zen`, `perth`, `sena` */
  readonly app: string
  /** The whole configuration, defaults filled in. Loaded only when there is something to validate: zod costs 8–24 ms. */
  readonly schema: () => Promise<S>
  /** The value of every setting that nobody set. Must satisfy the schema. */
  readonly defaults: z.output<S>
  /** Environment variable → key path. */
  readonly environment?: Readonly<Record<string, string>>
  /** Flag as a person writes it (`--redis-url`) → key path. */
  readonly flags?: Readonly<Record<string, string>>
  /** Key paths whose values are masked. */
  readonly secrets?: readonly string[]
  /** The user's file, in the app's configuration folder or absolute; its ending decides the syntax: `.json`, `.toml`, `.yaml`. */
  readonly userFile: string
  /** The project's file, if there is one: looked for in the working directory and upwards. */
  readonly projectFile?: string
  /**
   * Key paths that a project's file may not set, each with all that is below it. A cloned repository brings its own
   * file: it must not choose where words are sent or what is run.
   */
  readonly personal?: readonly string[]
  /** The command with which a person agrees to what a project's file chooses of it; absent: nobody can agree to it. */
  readonly trustCommand?: string
  /**
   * Named sets of settings in the user's file. The chosen one lies over the rest of that file, and below the project's
   * file, variables and flags. `table`: `projects`; `chosenBy`: the setting that names one, `current_project`.
   */
  readonly profiles?: { readonly table: string; readonly chosenBy: string }
  /** Version written to files as `version`, and how older ones are brought up to it: index 0 turns version 1 into 2. */
  readonly version?: number
  readonly migrations?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[]
}

/** What a configuration is read from. Tests hand in their own. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Flags that were given, by their name in the definition's `flags`. */
  readonly flags?: Readonly<Record<string, JsonValue | undefined>>
  readonly cwd: string
  /** The person's home folder; the system's unless told. */
  readonly home?: string
  /**
   * Remember in `file` (in the app's cache folder) that these settings were valid, and skip the schema at the next start
   * while nothing has changed. `schema` is the program's version, as the schema changes with it.
   */
  readonly validated?: { readonly file: string; readonly schema: string }
}

export interface LoadedConfig<T> {
  readonly values: T
  readonly warnings: readonly ConfigWarning[]
  /** Every effective value, by path. */
  explain(): readonly EffectiveValue[]
  get(path: string): EffectiveValue | undefined
}

/** Changes to one file: validated, locked, atomic. Ten at once lose nothing. */
export interface ConfigEditor {
  readonly path: string
  set(path: string, value: string): Promise<EffectiveValue>
  /** Whether the key was there. */
  unset(path: string): Promise<boolean>
}

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
  readonly schema: S
  /** Environment variable → key path. */
  readonly environment?: Readonly<Record<string, string>>
  /** Key paths whose values are masked. */
  readonly secrets?: readonly string[]
  /** The user's file; its ending decides the syntax: `.json`, `.toml`, `.yaml`. */
  readonly userFile: string
  /** The project's file, if there is one. */
  readonly projectFile?: string
  /** Version written to files, and how older ones are brought up to it: index 0 turns version 1 into 2. */
  readonly version?: number
  readonly migrations?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[]
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

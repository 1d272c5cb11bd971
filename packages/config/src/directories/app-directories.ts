import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { toStorageError } from '@engawa/durable-fs'

export type Environment = Readonly<Record<string, string | undefined>>

/** Where an app keeps things. Nothing is created by asking; see `ensureDirectory`. */
export interface AppDirectories {
  readonly config: string
  readonly data: string
  readonly state: string
  readonly cache: string
}

/** A folder that a variable can move, with all of an app's kinds of files beneath it. */
interface Layout {
  readonly variable: string
  /** The app's own documented folder, where it has one outside the XDG folders. */
  readonly documented?: string
}

const layouts: Readonly<Record<string, Layout>> = {
  zen: { variable: 'ZEN_HOME', documented: '.zen-cli' },
  perth: { variable: 'PERTH_HOME' },
  sena: { variable: 'SENA_HOME' },
}

/**
 * The folders of an app: everything below `ZEN_HOME`, `PERTH_HOME` or `SENA_HOME` where it is set; else zen's
 * `~/.zen-cli`; else the XDG base directories (`~/.config/perth`, `~/.local/share/perth` …).
 */
export function appDirectories(app: string, env: Environment, home: string = env.HOME || homedir()): AppDirectories {
  const layout = layouts[app]
  const override = layout === undefined ? undefined : env[layout.variable]
  if (override) return below(resolve(expandHome(override, home)))
  if (layout?.documented !== undefined) return below(join(home, layout.documented))
  return {
    config: join(xdg(env, 'XDG_CONFIG_HOME', join(home, '.config')), app),
    data: join(xdg(env, 'XDG_DATA_HOME', join(home, '.local', 'share')), app),
    state: join(xdg(env, 'XDG_STATE_HOME', join(home, '.local', 'state')), app),
    cache: join(xdg(env, 'XDG_CACHE_HOME', join(home, '.cache')), app),
  }
}

/** One record of consent for every tool of the suite. */
export const consentFile = (env: Environment, home: string = env.HOME || homedir()): string =>
  suiteFile('consent.json', env, home)

/** One store of keys for every tool of the suite. */
export const keysFile = (env: Environment, home: string = env.HOME || homedir()): string =>
  suiteFile('keys.json', env, home)

/** One ledger of what models used, for every tool of the suite. */
export const usageDirectory = (env: Environment, home: string = env.HOME || homedir()): string =>
  join(xdg(env, 'XDG_DATA_HOME', join(home, '.local', 'share')), 'engawa', 'usage')

/** What every tool of the suite knows of providers that are down. Can be deleted at any time. */
export const breakerDirectory = (env: Environment, home: string = env.HOME || homedir()): string =>
  join(xdg(env, 'XDG_STATE_HOME', join(home, '.local', 'state')), 'engawa', 'breakers')

/** Create a folder, readable by its owner only, and give its path back. */
export function ensureDirectory(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw toStorageError(error, `could not create ${path}`)
  }
  return path
}

/** `~/notes` as a person writes it. */
export const expandHome = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path

const below = (base: string): AppDirectories => ({
  config: base,
  data: base,
  state: join(base, 'state'),
  cache: join(base, 'cache'),
})

const suiteFile = (name: string, env: Environment, home: string): string =>
  join(xdg(env, 'XDG_CONFIG_HOME', join(home, '.config')), 'engawa', name)

/** The XDG specification: a relative path is invalid and must be ignored. */
const xdg = (env: Environment, variable: string, fallback: string): string => {
  const value = env[variable]
  return value && isAbsolute(value) ? value : fallback
}

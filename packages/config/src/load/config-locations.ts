import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { appDirectories, expandHome } from '../directories/app-directories.js'
import type { ConfigSources } from '../layered-config.js'

interface FileNames {
  readonly app: string
  readonly userFile: string
  readonly projectFile?: string
}

export const homeOf = ({ home, env }: ConfigSources): string => home ?? (env.HOME || homedir())

export function userFilePath({ app, userFile }: FileNames, sources: ConfigSources): string {
  const home = homeOf(sources)
  return resolve(appDirectories(app, sources.env, home).config, expandHome(userFile, home))
}

/** The nearest project file, in the working directory or above it. */
export function findProjectFile({ projectFile }: FileNames, { cwd }: ConfigSources): string | undefined {
  if (projectFile === undefined) return undefined
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, projectFile)
    if (existsSync(path)) return path
    if (dirname(folder) === folder) return undefined
  }
}

/** A path as a person writes it, with `~` for the home folder. */
export const shortPath = (path: string, home: string): string =>
  path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path

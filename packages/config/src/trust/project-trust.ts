import { resolve } from 'node:path'
import type { JsonObject } from '@engawa/core'
import type { z } from 'zod'
import { appDirectories } from '../directories/app-directories.js'
import { migrateSettings } from '../files/migrate-settings.js'
import { parseSettings } from '../files/parse-settings.js'
import { readConfigText } from '../files/read-text.js'
import type { ConfigDefinition, ConfigSources } from '../layered-config.js'
import { findProjectFile, homeOf, userFilePath } from '../load/config-locations.js'
import { partPersonal } from './personal-choices.js'
import { type TrustedFiles, trustedFiles } from './trusted-files.js'

/** What the nearest project file would choose that is a person's own to choose, and what they said to it. */
export interface ProjectTrust {
  readonly path: string
  readonly choices: JsonObject
  readonly answer: 'agreed' | 'refused' | undefined
  note(answer: 'agreed' | 'refused'): Promise<void>
  forget(): Promise<boolean>
}

/** Undefined where no project file is, or none that is not the person's own. */
export async function projectTrust<S extends z.ZodObject>(
  definition: ConfigDefinition<S>,
  sources: ConfigSources,
): Promise<ProjectTrust | undefined> {
  const path = findProjectFile(definition, sources)
  const text = path === undefined || path === userFilePath(definition, sources) ? undefined : readConfigText(path)
  if (path === undefined || text === undefined) return undefined
  const { tree } = migrateSettings(definition, path, await parseSettings(path, text))
  const { choices } = partPersonal(definition.personal ?? [], tree)
  const trusted = trustedIn(definition, sources)
  return {
    path,
    choices,
    answer: trusted.answerFor(path, choices),
    note: (answer) => trusted.note(path, choices, answer),
    forget: () => trusted.forget(path),
  }
}

export const trustedIn = ({ app }: { readonly app: string }, sources: ConfigSources): TrustedFiles =>
  trustedFiles(resolve(appDirectories(app, sources.env, homeOf(sources)).config, 'trusted.json'))

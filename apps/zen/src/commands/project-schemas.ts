import { count, exactly, listOf, served, text, textOrNull } from './schema-parts.js'

const flag = { type: 'boolean' } as const
const settings = { type: 'object' } as const
const imported = exactly({ sessions: count, messages: count, versions: count })

export const projectCreateOutput = exactly({ project: text, settings })
export const projectEditOutput = exactly({ project: text, changed: listOf(text), settings })
export const projectListOutput = exactly({
  current: textOrNull,
  projects: listOf(
    exactly({
      project: text,
      description: text,
      created_at: textOrNull,
      current: flag,
      // Null: as everywhere.
      model: textOrNull,
      storage: textOrNull,
    }),
  ),
})
export const projectSwitchOutput = exactly({ current: textOrNull })
export const projectShowOutput = exactly({
  ...served,
  project: text,
  current: flag,
  settings,
  location: text,
  sessions: count,
  messages: count,
  keys: listOf(text),
})
export const projectDeleteOutput = exactly({
  project: text,
  sessions: count,
  messages: count,
  keys: listOf(text),
  backup: text,
})
export const projectExportOutput = exactly({ project: text, file: text, lines: count })
export const projectImportOutput = exactly({ project: text, stored: imported, skipped: imported })
export const projectTrustOutput = exactly({ file: textOrNull, choices: settings, agreed: flag })

import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { isEngawaError, systemClock, timestamp, UserError } from '@engawa/core'
import { changeProject } from '../project/change-project.js'
import { editorFor, ownSettings, pathIn, settingsOf } from '../project/projects.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen project create NAME [DESCRIPTION] [--set KEY=VALUE…]`: all of it, or nothing. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const name = String(args.name)
  const { values } = await openSettings(context)
  if (Object.hasOwn(values.projects, name)) {
    throw new UserError(`there is a project called ${neutralise(name)} already`, {
      code: 'zen/project-exists',
      hint: `Change it: zen project edit ${neutralise(name)} --set models.default=MODEL`,
    })
  }
  const editor = editorFor(context)
  const begin = { description: (args.description as string | undefined) ?? '', created_at: timestamp(systemClock) }
  await editor.set(pathIn(name), JSON.stringify(begin))
  try {
    await changeProject(editor, name, options)
  } catch (error) {
    if (isEngawaError(error)) await editor.unset(pathIn(name))
    throw error
  }
  const own = ownSettings(await settingsOf(context, name), name)
  return {
    data: { project: name, settings: own },
    text: `The project ${neutralise(name)} is there. Work in it: zen project switch ${neutralise(name)}, or --project ${neutralise(name)}`,
    lasting: true,
  }
}

import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { changeProject } from '../project/change-project.js'
import { editorFor, ownSettings, requireProject, settingsOf } from '../project/projects.js'

/** `zen project edit NAME --set KEY=VALUE… --unset KEY…` */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const name = String(args.name)
  requireProject(await settingsOf(context, name), name)
  const changed = await changeProject(editorFor(context), name, options)
  if (changed.length === 0) {
    throw new UserError('nothing is to be changed', {
      code: 'zen/nothing-to-change',
      hint: `Say what: zen project edit ${neutralise(name)} --set models.default=qwen3, --unset storage.type or --description "…"`,
    })
  }
  return {
    data: { project: name, changed: [...changed], settings: ownSettings(await settingsOf(context, name), name) },
    text: `${neutralise(name)}: ${changed.join(', ')} changed.`,
    lasting: true,
  }
}

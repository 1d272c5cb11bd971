import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { editorFor, requireProject } from '../project/projects.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen project switch NAME`, or `--none`: what is meant where nothing else names a project. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const name = args.name as string | undefined
  if ((name === undefined) !== (options.none === true)) {
    throw new UserError('name a project, or say --none', {
      code: 'zen/which-project',
      hint: 'zen project list shows those there are.',
    })
  }
  const settings = await openSettings(context)
  if (name !== undefined) requireProject(settings, name)
  await editorFor(context).set('current_project', name ?? '')
  const stronger = context.env.ZEN_PROJECT
  if (stronger && stronger !== name && context.verbosity !== 'quiet') {
    context.stderr.write(`note: ZEN_PROJECT is set to ${neutralise(stronger)} here, and comes first\n`)
  }
  return {
    data: { current: name ?? null },
    text: name === undefined ? 'No project in particular.' : `Now in ${neutralise(name)}.`,
    lasting: true,
  }
}

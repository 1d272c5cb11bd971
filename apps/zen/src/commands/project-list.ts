import { type CommandModule, neutralise, table } from '@engawa/cli-kit'
import { openSettings } from '../settings/open-settings.js'

/** `zen project list` */
export const run: CommandModule['run'] = async (context) => {
  const { values } = await openSettings(context)
  const projects = Object.entries(values.projects).map(([name, { description, created_at, models, storage }]) => ({
    project: name,
    description: description ?? '',
    created_at: created_at ?? null,
    current: name === values.current_project,
    model: models?.default ?? null,
    storage: storage?.type ?? null,
  }))
  return {
    data: { current: values.current_project || null, projects },
    text:
      projects.length === 0
        ? 'No projects yet. Create one: zen project create NAME'
        : table(
            projects,
            [
              { title: '', value: ({ current }) => (current ? '*' : '') },
              { title: 'PROJECT', value: ({ project }) => neutralise(project) },
              { title: 'MODEL', value: ({ model }) => neutralise(model ?? 'as everywhere') },
              { title: 'STORAGE', value: ({ storage }) => storage ?? 'as everywhere' },
              { title: 'ABOUT', value: ({ description }) => neutralise(description) },
            ],
            context.stdout,
          ),
  }
}

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type CommandModule, confirm, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { renewNames } from '../conversation/renew-names.js'
import { readHeader } from '../project/project-file.js'
import { editorFor, pathIn, settingsOf } from '../project/projects.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen project import FILE [--as NAME]`: its settings choose where words go, so they are shown and agreed to first. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const [first, ...lines] = textOf(String(args.file), context.cwd)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const header = readHeader(first)
  const name = (options.as as string | undefined) ?? header.name
  const { values } = await openSettings(context)
  if (Object.hasOwn(values.projects, name)) {
    throw new UserError(`there is a project called ${neutralise(name)} already`, {
      code: 'zen/project-exists',
      hint: 'Give the new one another name: --as NAME',
    })
  }
  const text = `Create the project ${neutralise(name)} with these settings?\n${neutralise(JSON.stringify(header.settings, null, 2))}\n`
  if (options.yes !== true && !(await confirm(context, { text, flag: '--yes' }))) {
    throw new UserError('nothing was imported', { code: 'usage/declined' })
  }
  await editorFor(context).set(pathIn(name), JSON.stringify(header.settings))
  return withStore(await openStore(await settingsOf(context, name), context), async (store) => {
    const { stored, skipped } = await store.import(lines)
    await renewNames(store)
    return {
      data: { project: name, stored: { ...stored }, skipped: { ...skipped } },
      text: `The project ${neutralise(name)} is there, with ${stored.messages + skipped.messages} messages. It brought no keys: zen keys set PROVIDER --project ${neutralise(name)}`,
      lasting: true,
    }
  })
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code
    throw new UserError(`${file} can't be read (${why})`, {
      code: 'zen/unreadable-file',
      hint: 'Check the path.',
      cause,
    })
  }
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'
import { projectLines } from '../project/project-file.js'
import { ownSettings, requireProject, settingsOf } from '../project/projects.js'
import { openStore, withStore } from '../sessions/open-store.js'

/** `zen project export NAME [-o FILE]`: settings and conversations; never keys or passwords. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const name = String(args.name)
  const settings = await settingsOf(context, name)
  requireProject(settings, name)
  return withStore(await openStore(settings, context), async (store) => {
    const lines = projectLines(name, ownSettings(settings, name), store)
    const output = options.output as string | undefined
    if (output === undefined) {
      for await (const line of lines) context.stdout.write(`${line}\n`)
      return { data: null, streamed: 'lines' }
    }
    const path = resolve(context.cwd, output)
    if (existsSync(path)) {
      throw new UserError(`${output} is there already`, { code: 'zen/file-exists', hint: 'Name another file.' })
    }
    const all: string[] = []
    for await (const line of lines) all.push(`${line}\n`)
    writeFileAtomic(path, all.join(''))
    return {
      data: { project: name, file: path, lines: all.length },
      text: `${neutralise(name)} is in ${neutralise(output)}, without its keys and passwords.`,
      lasting: true,
    }
  })
}

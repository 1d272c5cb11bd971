import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { writeFileAtomic } from '@engawa/durable-fs'
import { findSession } from '../conversation/session-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session export [NAME…]`: lines of JSON, which `import` takes into any backend. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const names = (args.names as readonly string[] | undefined) ?? []
    const sessionIds = await Promise.all(names.map(async (name) => (await findSession(store, name)).id))
    const lines = store.export(names.length === 0 ? {} : { sessionIds })
    const output = options.output as string | undefined
    if (output === undefined) {
      for await (const line of lines) context.stdout.write(`${line}\n`)
      return { data: null, streamed: 'lines' }
    }
    const path = resolve(context.cwd, output)
    if (existsSync(path) && options.force !== true) {
      throw new UserError(`${output} is there already`, {
        code: 'zen/file-exists',
        hint: 'Name another file, or replace it with --force.',
      })
    }
    const all: string[] = []
    for await (const line of lines) all.push(line)
    writeFileAtomic(path, all.map((line) => `${line}\n`).join(''))
    return {
      data: { file: path, lines: all.length, ...servedBy(store.info) },
      text: `${all.length} lines are in ${neutralise(output)}. Take them in with: zen session import ${neutralise(output)}`,
      lasting: true,
    }
  })

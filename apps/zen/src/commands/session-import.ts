import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { CommandModule } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { renewNames } from '../conversation/renew-names.js'
import { servedBy } from '../sessions/storage-outage.js'
import { withConversations } from '../sessions/with-conversations.js'

/** `zen session import [FILE]`: what is here already is skipped, so that an import that was cut off is repeated. */
export const run: CommandModule['run'] = (context, { args, options }) =>
  withConversations(context, options, async (store) => {
    const file = args.file as string | undefined
    if (file === undefined && context.stdin.isTty) {
      throw new UserError('there is nothing to import', {
        code: 'zen/nothing-to-import',
        hint: 'Name a file, or pipe it in: zen session import < conversations.ndjson',
      })
    }
    const lines = file === undefined ? piped(await context.stdin.readText()) : linesOf(file, resolve(context.cwd, file))
    const { stored, skipped } = await store.import(lines)
    await renewNames(store)
    return {
      data: { stored: { ...stored }, skipped: { ...skipped }, ...servedBy(store.info) },
      text: `${stored.messages} messages of ${stored.sessions} sessions are new; ${skipped.messages} were here already.`,
      lasting: true,
    }
  })

const piped = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')

async function* linesOf(name: string, path: string): AsyncGenerator<string> {
  const input = createReadStream(path, 'utf8')
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') yield line
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    throw new UserError(`${name} can't be read (${code})`, {
      code: 'zen/unreadable-file',
      hint: 'Check the path.',
      cause,
    })
  } finally {
    input.destroy()
  }
}

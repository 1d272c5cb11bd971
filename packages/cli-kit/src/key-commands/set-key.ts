import { UserError } from '@engawa/core'
import type { CommandContext, CommandInput, CommandResult } from '../command.js'
import { askHidden } from '../output/ask-hidden.js'
import { UsageError } from '../parse/usage-error.js'
import { type KeyApp, requestOf } from './key-app.js'
import { openKeys } from './open-keys.js'
import { ownerText, placeText, sourceData } from './shown-source.js'

export async function setKey(app: KeyApp, context: CommandContext, input: CommandInput): Promise<CommandResult> {
  const { store: place, insecureStorage } = input.options
  if (insecureStorage === true && place !== undefined) {
    throw new UsageError('conflict', '--insecure-storage and --store exclude each other')
  }
  const request = await requestOf(app, context, input)
  const value = await readKey(app, context, request.provider)
  const store = openKeys(context)
  const { source, notes } = await store.set(
    request,
    value,
    insecureStorage === true ? { place: 'plaintext' } : place === 'keyring' || place === 'file' ? { place } : {},
  )
  const [first] = await store.sources(request)
  const covered = first !== undefined && (first.place !== source.place || first.project !== source.project)
  const all = covered ? [...notes, `${placeText(first)} has a key of ${request.provider} too, and comes first`] : notes
  for (const note of all) context.stderr.write(`note: ${note}\n`)
  return {
    data: { ...sourceData(source), notes: [...all] },
    text: `The key of ${source.provider}${ownerText(source)} is kept: ${placeText(source)}`,
  }
}

/** From a pipe, or typed unseen. Never from the command line, which every program on the machine can read. */
async function readKey(app: KeyApp, context: CommandContext, provider: string): Promise<string> {
  if (!context.stdin.isTty) return (await context.stdin.readText()).replace(/\r?\n$/, '')
  const typed = await askHidden(context, `Key of ${provider} (it is not shown):`)
  if (typed !== undefined) return typed.trim()
  throw new UserError('nobody can be asked for the key', {
    code: 'keys/no-input',
    hint: `Pipe it in: ${app.program} keys set ${provider} < key.txt`,
  })
}

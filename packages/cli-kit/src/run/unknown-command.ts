import { nearest } from '@engawa/core'
import type { CliDefinition } from '../command.js'
import type { FoundCommand } from '../parse/find-command.js'
import { UsageError } from '../parse/usage-error.js'

/** What to say when the words name no command: the one that was probably meant. */
export function unknownCommand(definition: CliDefinition, { path, stranger, strangeOption }: FoundCommand): UsageError {
  const group = [definition.name, path].filter(Boolean).join(' ')
  if (strangeOption !== undefined) {
    const hint = `Options of a command stand after it. See ${group} --help.`
    return new UsageError('unknown-option', `unknown option ${strangeOption}`, hint)
  }
  if (stranger === undefined) {
    return new UsageError('missing-command', `${group} needs a command`, `See ${group} --help.`)
  }
  const given = [path, stranger].filter(Boolean).join(' ')
  const visible = definition.commands.filter(({ hidden }) => !hidden).map((command) => command.path)
  const wholes = nearest(given, [...visible, ...visible.map((name) => name.split(' ')[0] ?? name)].filter(Boolean))
  const did = wholes === undefined ? '' : `Did you mean ${definition.name} ${wholes}? `
  return new UsageError('unknown-command', `unknown command "${given}"`, `${did}See ${group} --help.`)
}

import { join } from 'node:path'
import { type CommandContext, type CommandModule, createStyle, neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { openSession } from '../ask/open-session.js'
import { openWishes } from '../ask/open-wishes.js'
import { readChatOptions } from '../commands/chat-options.js'
import { askTrust } from '../project/trust-file.js'
import { agree } from '../providers/agree.js'
import { openStore, withStore } from '../sessions/open-store.js'
import { openSettings } from '../settings/open-settings.js'
import { answerMessage, sayError } from './answer-message.js'
import { interruptible, unasked } from './interruptible.js'
import { type MessageReader, messageReader } from './read-message.js'
import { describeModel, type SlashCommand, slashCommand, slashCommands } from './slash-commands.js'
import type { Talk } from './talk.js'
import { typedHistory } from './typed-history.js'

/** `zen` alone: a conversation at the terminal. */
export const run: CommandModule['run'] = async (context, given) => {
  checkTerminal(context)
  const options = readChatOptions(given)
  await askTrust(context)
  const settings = await openSettings(context, given.options)
  const wishes = await openWishes(context, options)
  const store = await openStore(settings, context, options)
  return withStore(store, async () => {
    const limits = { ...options, model: options.model ?? wishes.role?.model }
    const open = await openSession(context, settings, store, limits)
    await agree(open.provider, context)
    const talk: Talk = { context, open, limits, wishes: options, files: [], pane: options.pane }
    // What is typed is what is said: it is not to lie there in plain words beside a conversation that is encrypted.
    const isKept = !options.keepNothing && !settings.values.storage.encryption
    const history = typedHistory(isKept ? join(settings.directories.data, 'typed-history') : undefined)
    await converse(talk, history)
    const { id } = talk.open.session
    return { data: { session: id }, text: '' }
  })
}

async function converse(talk: Talk, history: ReturnType<typeof typedHistory>): Promise<void> {
  const { stderr, signal, verbosity } = talk.context
  const { dim } = createStyle(stderr.color)
  const say = (text: string) => stderr.write(`${dim(text)}\n`)
  const reader = messageReader({
    history,
    complete: (line) => completions(talk, line),
    onEmptyInterrupt: () => say('Ctrl-D or /exit ends the session'),
    signal,
  })
  if (verbosity !== 'quiet')
    say(`${describeModel(talk)}, session ${neutralise(talk.open.session.id)}. /help, Ctrl-D ends.`)
  while (!signal.aborted) {
    const typed = await reader.read('> ')
    if (typed === undefined) {
      stderr.write('\n')
      break
    }
    if (typed.trim() === '') continue
    const message = typed.startsWith('//') ? typed.slice(1) : typed
    try {
      const slash = message === typed ? slashCommand(typed) : undefined
      if (slash === undefined) await answerMessage(talk, message, reader.typeAhead)
      else {
        const said = await runSlash(talk, slash, reader)
        if (said === undefined) break
        say(said)
      }
    } catch (error) {
      sayError(talk, error)
    }
  }
  // Ended from elsewhere, and not by the person.
  signal.throwIfAborted()
}

function runSlash(
  talk: Talk,
  { command, argument }: { readonly command: SlashCommand; readonly argument: string },
  reader: MessageReader,
): Promise<string | undefined> {
  if (command.isLong !== true) return command.run(talk, argument)
  return interruptible(talk.context.signal, reader.typeAhead, (signal) =>
    command.run({ ...talk, context: unasked(talk.context, signal) }, argument),
  )
}

async function completions(talk: Talk, line: string): Promise<readonly string[]> {
  const [, name = '', argument] = /^\/([a-z-]*)(?:\s+(\S*))?$/.exec(line) ?? []
  if (!line.startsWith('/')) return []
  if (argument === undefined)
    return slashCommands.map((each) => `/${each.name} `).filter((each) => each.startsWith(line))
  const command = slashCommands.find((each) => each.name === name)
  try {
    const values = (await command?.complete?.(talk)) ?? []
    return values.filter((value) => value.startsWith(argument)).map((value) => `/${name} ${value}`)
  } catch {
    // A tab key is no place for an error.
    return []
  }
}

function checkTerminal({ stdin, stdout, format }: Pick<CommandContext, 'stdin' | 'stdout' | 'format'>): void {
  if (stdin.isTty && stdout.isTty && format === 'text') return
  throw new UserError('zen alone is a conversation at a terminal, and this is none', {
    code: 'usage/missing-command',
    hint: 'Ask in one go: zen chat "…". See zen --help.',
  })
}

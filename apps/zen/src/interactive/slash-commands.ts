import { type CommandContext, neutralise } from '@engawa/cli-kit'
import { createId, nearest, UserError } from '@engawa/core'
import { compactFirst } from '../ask/compact-first.js'
import { withModel } from '../ask/open-session.js'
import { openWishes } from '../ask/open-wishes.js'
import { previewChat } from '../commands/chat-preview.js'
import { chooseSession } from '../conversation/choose-session.js'
import { nameOf } from '../conversation/session-names.js'
import { agree } from '../providers/agree.js'
import { openModel } from '../providers/open-model.js'
import { findRole, roleNames } from '../roles/find-role.js'
import { prepareMessage } from './prepare-message.js'
import type { Talk } from './talk.js'

export interface SlashCommand {
  readonly name: string
  /** What stands after it: `[NAME]`. */
  readonly takes: string
  readonly summary: string
  /** @returns what to say; undefined ends the session */
  run(talk: Talk, argument: string): Promise<string | undefined>
  /** It takes a while, asks nothing and leaves the talk as it was: Ctrl-C stops it. */
  readonly isLong?: true
  /** What could stand after it, for the tab key. */
  readonly complete?: (talk: Talk) => Promise<readonly string[]>
}

/** Everything that begins with a slash. A message that does begins with two. */
export const slashCommands: readonly SlashCommand[] = [
  { name: 'help', takes: '', summary: 'what can be typed', run: async () => helpText() },
  {
    name: 'new',
    takes: '[NAME]',
    summary: 'begin another conversation',
    run: async (talk, name) => moveTo(talk, name === '' ? createId() : name),
  },
  {
    name: 'session',
    takes: '[NAME]',
    summary: 'go on in this conversation; without a name: which one this is',
    run: async (talk, name) => (name === '' ? `session ${neutralise(talk.open.session.id)}` : moveTo(talk, name)),
    complete: latestSessions,
  },
  {
    name: 'sessions',
    takes: '',
    summary: 'the latest conversations',
    run: async (talk) =>
      (await latestSessions(talk))
        .slice(0, 10)
        .map((name) => neutralise(name))
        .join('\n') || 'none yet',
  },
  {
    name: 'model',
    takes: '[NAME]',
    summary: 'who answers from now on; without a name: who does',
    run: async (talk, name) => {
      if (name !== '') await changeModel(talk, name)
      return describeModel(talk)
    },
  },
  {
    name: 'role',
    takes: '[NAME|off]',
    summary: 'answer as this role says; without a name: those there are',
    run: chooseRole,
    complete: async ({ context }) => roleNames(context),
  },
  {
    name: 'system',
    takes: '[TEXT]',
    summary: 'instructions from now on; without a text: none',
    run: async (talk, text) => {
      talk.wishes = { ...talk.wishes, system: text === '' ? undefined : text }
      return text === '' ? 'no instructions' : 'instructions noted'
    },
  },
  {
    name: 'file',
    takes: '[PATTERN…]',
    summary: 'files, folders, patterns and addresses that go with the next message; without one: none',
    run: async (talk, patterns) => {
      talk.files = patterns === '' ? [] : [...talk.files, ...patterns.split(/\s+/)]
      return talk.files.length === 0 ? 'no files' : `with the next message: ${neutralise(talk.files.join(' '))}`
    },
  },
  {
    name: 'pane',
    takes: 'NAME',
    summary: 'what znav knows of this pane goes with the next message',
    run: async (talk, name) => {
      talk.pane = name === '' ? undefined : name
      return name === '' ? 'no pane' : `with the next message: pane ${neutralise(name)}`
    },
  },
  {
    name: 'dry-run',
    takes: 'MESSAGE',
    summary: 'show exactly what would be sent; send and store nothing',
    isLong: true,
    run: async (talk, message) => {
      const prepared = await prepareMessage(talk, message, talk.context.signal)
      return (await previewChat(talk.open, prepared, talk.limits)).text ?? ''
    },
  },
  {
    name: 'compact',
    takes: '',
    summary: 'summarise older messages where they no longer fit',
    isLong: true,
    run: async (talk) => {
      const { input } = await prepareMessage({ ...talk, files: [], pane: undefined }, '-', talk.context.signal)
      const settings = { ...input.settings, conversation: { compaction: 'auto' as const } }
      const said = await compactFirst(talk.context, talk.open.provider, { ...input, settings })
      return said.join('\n') || 'all of it fits as it is'
    },
  },
  { name: 'exit', takes: '', summary: 'end the session; so does Ctrl-D', run: async () => undefined },
]

/** @throws UserError `zen/unknown-slash` with the command that was probably meant */
export function slashCommand(line: string): { readonly command: SlashCommand; readonly argument: string } | undefined {
  const [, name, argument = ''] = /^\/([a-z-]+)(?:\s+(.*))?$/s.exec(line.trim()) ?? []
  if (name === undefined) return undefined
  const command = slashCommands.find((each) => each.name === name)
  if (command !== undefined) return { command, argument: argument.trim() }
  const close = nearest(
    name,
    slashCommands.map((each) => each.name),
  )
  throw new UserError(`there is no command /${name}`, {
    code: 'zen/unknown-slash',
    hint:
      close === undefined
        ? 'See /help. A message that begins with a slash begins with two.'
        : `Did you mean /${close}?`,
  })
}

export function describeModel({ open: { provider, model } }: Talk): string {
  return `${neutralise(model.model)} (${provider.id}, ${provider.location})`
}

function helpText(): string {
  const commands = slashCommands.map(({ name, takes, summary }) => [`/${name} ${takes}`.trim(), summary] as const)
  const keys = [
    ['\\ or Alt-Enter', 'go on in the next line; """ begins and ends several; what is pasted stays together'],
    ['Ctrl-C', 'stops the answer or the summary, or takes the line away'],
    ['↑ ↓', 'what was typed before'],
  ] as const
  const room = Math.max(...[...commands, ...keys].map(([name]) => name.length))
  return [...commands, ...keys].map(([name, summary]) => `${name.padEnd(room)}  ${summary}`).join('\n')
}

async function moveTo(talk: Talk, name: string): Promise<string> {
  const session = await chooseSession(talk.open.store, { name, continueLast: false }, createId)
  const { provider: _, bare, ...rest } = talk.open
  talk.open = withModel(talk.context, { ...talk.open, session }, { ...rest, provider: bare }, talk.limits)
  const known = await talk.open.store.sessions.get(session.id)
  return known === undefined
    ? `new session ${neutralise(name)}`
    : `session ${neutralise(name)}, ${known.messageCount} messages`
}

async function changeModel(talk: Talk, name: string): Promise<void> {
  const { open, limits } = talk
  const context: CommandContext = talk.context
  const opened = await openModel(open.settings, context, { ...limits, model: name, provider: undefined })
  await agree(opened.provider, context)
  talk.open = withModel(context, open, opened, limits)
}

async function chooseRole(talk: Talk, name: string): Promise<string> {
  if (name === '') {
    const names = roleNames(talk.context)
    return names.length === 0 ? 'there are no roles' : names.map((each) => neutralise(each)).join('\n')
  }
  if (name === 'off') {
    talk.wishes = { ...talk.wishes, role: undefined }
    return 'no role'
  }
  const role = await findRole(name, talk.context)
  talk.wishes = { ...talk.wishes, role: name }
  // Read once here, so that what is wrong with it is said now.
  await openWishes(talk.context, { ...talk.wishes, pane: undefined })
  if (role.model !== undefined) await changeModel(talk, role.model)
  return `role ${neutralise(name)}${role.model === undefined ? '' : `, ${describeModel(talk)}`}`
}

async function latestSessions({ open: { store } }: Talk): Promise<readonly string[]> {
  return (await store.sessions.list({ limit: 100 })).items.map(nameOf)
}

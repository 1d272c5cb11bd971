import { type CommandContext, neutralise, openKeys } from '@engawa/cli-kit'
import { editConfig, formatKeyPath, type KeyName, parseKeyPath } from '@engawa/config'
import { type JsonObject, type JsonValue, nearest, UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { type OpenSettings, openSettings } from '../settings/open-settings.js'
import { settingsDefinition } from '../settings/settings.js'

/** Changes to the person's own file, where projects are. */
export const editorFor = ({ env, cwd }: Pick<CommandContext, 'env' | 'cwd'>) =>
  editConfig(settingsDefinition, 'user', { env, cwd })

export const pathIn = (project: string, keys: readonly string[] = []): string =>
  formatKeyPath(['projects', project, ...keys])

/** The settings as they are for one project, whatever project is current. */
export const settingsOf = (context: CommandContext, project: string): Promise<OpenSettings> =>
  openSettings({ ...context, verbosity: 'quiet', env: { ...context.env, ZEN_PROJECT: project } })

/** @throws UserError `zen/unknown-project` with the name that comes close */
export function requireProject({ values: { projects } }: OpenSettings, name: string): void {
  if (Object.hasOwn(projects, name)) return
  const close = nearest(name, Object.keys(projects))
  throw new UserError(`there is no project called ${neutralise(name)}`, {
    code: 'zen/unknown-project',
    hint: close === undefined ? `Create it: zen project create ${neutralise(name)}` : `Did you mean ${close}?`,
  })
}

/** What a project sets of its own, without what is secret in it. */
export function ownSettings({ loaded }: OpenSettings, project: string): JsonObject {
  const own: { [key: string]: JsonValue } = {}
  for (const { path, value, secret } of loaded.explain()) {
    const [table, name, ...keys] = parseKeyPath(path)
    if (table === 'projects' && name === project && !secret) place(own, keys, value)
  }
  return own
}

function place(tree: { [key: string]: JsonValue }, [key, ...below]: readonly string[], value: JsonValue): void {
  if (key === undefined) return
  if (below.length === 0) {
    tree[key] = value
    return
  }
  const inner: { [key: string]: JsonValue } = {}
  Object.assign(inner, tree[key])
  tree[key] = inner
  place(inner, below, value)
}

/** How much is kept of a project: deleted sessions count too, as they can be restored. */
export async function contentsOf(store: ChatStore): Promise<{ readonly sessions: number; readonly messages: number }> {
  let sessions = 0
  let messages = 0
  for await (const session of store.sessions.list({ includeDeleted: true, limit: 1_000 })) {
    sessions += 1
    messages += session.messageCount
  }
  return { sessions, messages }
}

/** Keys that are the project's own, by name. */
export async function keysOf(context: CommandContext, project: string): Promise<readonly KeyName[]> {
  return (await openKeys(context).list()).filter((key) => key.project === project)
}

import type { CommandContext } from '@engawa/cli-kit'
import { createId } from '@engawa/core'
import type { Provider } from '@engawa/llm-providers'
import type { ChatStore } from '@engawa/storage'
import { chooseSession, type SessionChoice } from '../conversation/choose-session.js'
import { answeringProvider } from '../providers/answering-provider.js'
import { type OpenModel, openModel, type WantedModel } from '../providers/open-model.js'
import type { OpenSettings } from '../settings/open-settings.js'

/** A conversation that questions can be put to: where it is kept, and who answers. */
export interface OpenSession extends Omit<OpenModel, 'provider'> {
  readonly store: ChatStore
  readonly settings: OpenSettings
  readonly session: SessionChoice
  /** Sends nothing above the limit, and writes down what was used. */
  readonly provider: Provider
  /** The same without limit and ledger. */
  readonly bare: Provider
}

export interface SessionWishes extends WantedModel {
  readonly name: string | undefined
  readonly continueLast: boolean
  readonly maxCost: number | undefined
}

export async function openSession(
  context: CommandContext,
  settings: OpenSettings,
  store: ChatStore,
  wishes: SessionWishes,
): Promise<OpenSession> {
  const session = await chooseSession(store, wishes, createId)
  const opened = await openModel(settings, context, wishes)
  return withModel(context, { settings, store, session }, opened, wishes)
}

/** The same conversation with this model. */
export function withModel(
  context: CommandContext,
  { settings, store, session }: Pick<OpenSession, 'settings' | 'store' | 'session'>,
  opened: OpenModel,
  { maxCost, keepNothing }: Pick<SessionWishes, 'maxCost' | 'keepNothing'>,
): OpenSession {
  const { provider: bare, ...model } = opened
  const provider = answeringProvider(opened, context, {
    settings: settings.values.models,
    kv: store.kv,
    project: settings.values.current_project,
    session: session.id,
    models: model.models,
    maxCost,
    keepNothing,
  })
  return { ...model, settings, store, session, provider, bare }
}

import { type IdGenerator, UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'
import { idOf } from './session-names.js'

export interface SessionChoice {
  readonly id: string
  /** `named`: asked for by name. `continued`: the last one. `new`: nobody asked for a name. */
  readonly how: 'named' | 'continued' | 'new'
}

/** Which conversation a question belongs to. A name that is new makes a new one. */
export async function chooseSession(
  store: Pick<ChatStore, 'sessions' | 'kv'>,
  { name, continueLast }: { readonly name: string | undefined; readonly continueLast: boolean },
  createId: IdGenerator,
): Promise<SessionChoice> {
  if (name !== undefined) {
    if (name.trim() === '') {
      throw new UserError('the name of the session is empty', {
        code: 'zen/empty-session',
        hint: 'Name it: -s my-topic',
      })
    }
    if (continueLast) {
      throw new UserError('-c continues the last conversation and -s names one: give one of them', {
        code: 'zen/two-sessions',
        hint: `zen chat -s ${name} "…" continues ${name} by itself.`,
      })
    }
    return { id: await idOf(store, name), how: 'named' }
  }
  if (!continueLast) return { id: createId(), how: 'new' }
  const [last] = (await store.sessions.list({ limit: 1 })).items
  if (last === undefined) {
    throw new UserError('there is no conversation to continue yet', {
      code: 'zen/no-session',
      hint: 'Start one: zen chat "…", or name it: zen chat -s my-topic "…"',
    })
  }
  return { id: last.id, how: 'continued' }
}

import type { JsonObject } from '@engawa/core'
import { UserError } from '@engawa/core'
import type { ChatStore } from '@engawa/storage'

/** The first line of an exported project; conversations follow. Keys and passwords are never in it. */
interface Header {
  readonly zen_project: 1
  readonly name: string
  readonly settings: JsonObject
}

export async function* projectLines(name: string, settings: JsonObject, store: ChatStore): AsyncGenerator<string> {
  yield JSON.stringify({ zen_project: 1, name, settings } satisfies Header)
  yield* store.export()
}

/** @throws UserError `zen/no-project-file` */
export function readHeader(line: string | undefined): Header {
  try {
    const { zen_project, name, settings } = JSON.parse(line ?? '') as Partial<Header>
    if (zen_project === 1 && typeof name === 'string' && typeof settings === 'object' && settings !== null) {
      return { zen_project, name, settings }
    }
  } catch {
    // Said below: it makes no difference to a person whether it is JSON of another kind or none.
  }
  throw new UserError('this is no exported project', {
    code: 'zen/no-project-file',
    hint: 'zen project export NAME -o FILE makes one; conversations alone are taken in by zen session import.',
  })
}

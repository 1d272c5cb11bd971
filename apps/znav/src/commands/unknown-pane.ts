import { nearest } from '@engawa/core'
import { NotFoundError } from '../domain/errors.js'
import type { IntentState } from '../state/intent-state.js'

/** Nobody has logged or opened a pane of that name. Names the one that was probably meant. */
export async function unknownPane(name: string, state: IntentState): Promise<NotFoundError> {
  const names = await state.paneNames()
  const meant = nearest(name, names)
  const start = `Log something to begin: znav pane log ${name} "what was done"`
  return new NotFoundError(`no pane "${name}" is known`, {
    code: 'not-found/pane',
    hint: meant === undefined ? (names.length === 0 ? start : 'See all panes: znav list') : `Did you mean ${meant}?`,
  })
}

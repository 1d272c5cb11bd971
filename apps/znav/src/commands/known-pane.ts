import type { PaneRecord } from '../domain/pane.js'
import { paneName } from '../domain/pane-name.js'
import type { IntentState } from '../state/intent-state.js'
import { unknownPane } from './unknown-pane.js'

/** @throws NotFoundError, with the name that was probably meant */
export async function knownPane(name: string, state: IntentState): Promise<PaneRecord> {
  const pane = await state.pane(paneName(name))
  if (pane === undefined) throw await unknownPane(name, state)
  return pane
}

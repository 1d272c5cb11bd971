import {
  type NewInsight,
  type NewPanel,
  type NewPanelMessage,
  type PanelChange,
  panelTypes,
} from '../entities/panel.js'
import { checkFields, checkFraction, checkName, listOf } from './check-fields.js'
import { checkPersonaId } from './check-persona.js'
import { checkId, checkJsonObject, checkObject, checkOneOf, checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxPersonasInPanel } from './limits.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewPanel(value: NewPanel): NewPanel {
  const given = checkObject(value, 'panel')
  const personas = listOf(checkPersonaId, maxPersonasInPanel)(given.personas, 'personas')
  if (personas.length === 0) throw invalidInput('personas', 'must not be empty')
  const twice = personas.findIndex((id, index) => personas.indexOf(id) !== index)
  if (twice !== -1) throw invalidInput(`personas[${twice}]`, 'occurs twice in one panel')
  return {
    type: checkOneOf(given.type, 'type', panelTypes),
    topic: checkName(given.topic, 'topic'),
    personas,
    ...checkFields(given, '', {
      id: checkId,
      userId: checkId,
      sessionId: checkId,
      consensus: checkFraction,
      metadata: checkJsonObject,
    }),
  }
}

export function checkPanelChange(value: unknown): PanelChange {
  const checks = { topic: checkName, consensus: checkFraction, metadata: checkJsonObject }
  return checkFields(checkObject(value, 'change'), '', checks)
}

/** What an append does not check itself. */
export function checkPanelMessage(
  value: NewPanelMessage,
): Pick<NewPanelMessage, 'panelId' | 'personaId' | 'responseTo'> {
  const given = checkObject(value, 'message')
  return {
    panelId: checkId(given.panelId, 'panelId'),
    ...checkFields(given, '', { personaId: checkPersonaId, responseTo: checkId }),
  }
}

export function checkNewInsight(value: NewInsight): NewInsight {
  const given = checkObject(value, 'insight')
  const supportingMessages = listOf(checkId)(given.supportingMessages, 'supportingMessages')
  if (supportingMessages.length === 0) throw invalidInput('supportingMessages', 'must not be empty')
  return {
    panelId: checkId(given.panelId, 'panelId'),
    text: checkText(given.text, 'text'),
    supportingMessages,
    ...checkFields(given, '', { id: checkId, kind: checkName, confidence: checkFraction, metadata: checkJsonObject }),
  }
}

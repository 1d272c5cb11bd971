import type { NewPersona, PersonaChange, PersonaOwner } from '../entities/persona.js'
import { checkFields, checkName, listOf, numberBetween } from './check-fields.js'
import { checkId, checkJsonObject, checkObject, checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxPersonaIdLength } from './limits.js'

const content = {
  description: checkText,
  systemPrompt: checkText,
  expertise: listOf(checkName),
  provider: checkName,
  model: checkName,
  temperature: numberBetween(0, 2),
  metadata: checkJsonObject,
}

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkNewPersona(value: NewPersona): NewPersona {
  const given = checkObject(value, 'persona')
  return {
    name: checkName(given.name, 'name'),
    ...checkFields(given, '', { id: checkPersonaId, userId: checkId, ...content }),
  }
}

export function checkPersonaChange(value: unknown): PersonaChange {
  return checkFields(checkObject(value, 'change'), '', { name: checkName, ...content })
}

export function checkPersonaId(value: unknown, field: string): string {
  const id = checkId(value, field)
  if (id.length > maxPersonaIdLength) {
    throw invalidInput(field, `is ${id.length} long; the most for a persona is ${maxPersonaIdLength}`)
  }
  return id
}

export const checkOwner = (owner: PersonaOwner): PersonaOwner =>
  checkFields(checkObject(owner, 'options'), '', { userId: checkId })

import type { Entity } from '../entities/entity.js'
import { checkFields, checkName } from './check-fields.js'
import { checkObject, checkText } from './check-values.js'

/** @throws UserError `storage/invalid-input` naming the first wrong field */
export function checkEntity(value: unknown, field: string): Entity {
  const given = checkObject(value, field)
  return {
    name: checkName(given.name, `${field}.name`),
    ...checkFields(given, `${field}.`, { type: checkName, description: checkText }),
  }
}

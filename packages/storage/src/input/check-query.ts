import { checkText } from './check-values.js'
import { invalidInput } from './invalid-input.js'
import { maxQueryLength } from './limits.js'

/** @throws UserError `storage/invalid-input` for `query` */
export function checkQuery(value: unknown): string {
  const query = checkText(value, 'query')
  if (query.trim() === '') throw invalidInput('query', 'must not be empty')
  if (query.length > maxQueryLength) {
    throw invalidInput('query', `is ${query.length} long; the most is ${maxQueryLength}`)
  }
  return query
}

import type { JsonObject, JsonValue } from '@engawa/core'
import { RpcError, rpcCodes } from './json-rpc.js'
import type { Tool } from './tools.js'

/** @throws RpcError saying which argument is wrong, and how */
export function checkArguments({ name, properties, required }: Tool, given: JsonObject): void {
  const wrong = (message: string) => new RpcError(rpcCodes.params, `${name}: ${message}`)
  for (const property of required) if (given[property] === undefined) throw wrong(`${property} is missing`)
  for (const [property, value] of Object.entries(given)) {
    const schema = Object.hasOwn(properties, property) ? properties[property] : undefined
    if (schema === undefined) throw wrong(`there is no ${property}; there are ${Object.keys(properties).join(', ')}`)
    if (!fits(value, schema)) throw wrong(`${property} does not fit ${JSON.stringify(schema)}`)
  }
}

function fits(value: JsonValue | undefined, { type, enum: choices, minimum, maximum }: JsonObject): boolean {
  if (type === 'array') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (type === 'integer') {
    return Number.isInteger(value) && Number(value) >= Number(minimum) && Number(value) <= Number(maximum)
  }
  return typeof value === 'string' && (!Array.isArray(choices) || choices.includes(value))
}

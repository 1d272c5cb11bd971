import type { AskedFor } from './desk.js'

/** The question that follows an answer that is not what was asked for. It is asked once. */
export function repairOf<Value>(
  { to: _to, text: _text, facts, ...asked }: AskedFor<Value>,
  problems: readonly string[],
): AskedFor<Value> {
  const text = `That was not the JSON object that was asked for: ${problems.join('; ')}. Say the same again as one JSON object of the schema, and nothing else.`
  return { ...asked, text, facts: { ...facts, repair: true } }
}

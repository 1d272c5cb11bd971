import { isWithin, parseKeyPath } from '../key-path.js'
import type { ConfigDefinition } from '../layered-config.js'

type SecretNames = Pick<ConfigDefinition<never>, 'secrets' | 'profiles'>

/** Names that are secrets whether or not the definition lists them: by their last word, as `filter_secrets` is a switch. */
const telling = /(pass(word|phrase|wd)|secret|(api|access|private)_?key|(^|_|-)token|credentials?)$/i

/** Whether the setting at these keys must be masked. */
export function secretTest({ secrets = [], profiles }: SecretNames): (keys: readonly string[]) => boolean {
  const listed = secrets.map(parseKeyPath)
  // What is a secret is one in each profile too.
  const inside = (keys: readonly string[]) => (keys[0] === profiles?.table ? keys.slice(2) : keys)
  return (keys) => listed.some((path) => isWithin(inside(keys), path)) || inside(keys).some((key) => telling.test(key))
}

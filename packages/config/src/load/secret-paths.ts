import { isWithin, parseKeyPath } from '../key-path.js'

/** Names that are secrets whether or not the definition lists them: by their last word, as `filter_secrets` is a switch. */
const telling = /(pass(word|phrase|wd)|secret|(api|access|private)_?key|(^|_|-)token|credentials?)$/i

/** Whether the setting at these keys must be masked. */
export function secretTest(secrets: readonly string[] = []): (keys: readonly string[]) => boolean {
  const listed = secrets.map(parseKeyPath)
  return (keys) => listed.some((path) => isWithin(keys, path)) || keys.some((key) => telling.test(key))
}

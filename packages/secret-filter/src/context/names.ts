/**
 * What a name says of the value it is given.
 *
 * - `password`: chosen by people, so it may look like anything.
 * - `secret`: made by machines, so it looks random; now and then a phrase.
 * - `key`: may be a secret or any other kind of key; only a value that looks random counts.
 */
export type NameKind = 'password' | 'secret' | 'key'

const passwordWords = /(?:passwords?|passwd|passphrase|passcode|passwort|pass|pwd)$|^(?:pswd|psw|contrase(?:n|ñ)a|pw)$/
const notPasswords = new Set([
  'bypass',
  'compass',
  'trespass',
  'surpass',
  'overpass',
  'underpass',
  'encompass',
  'mypass',
  'pgpass',
  'sshpass',
  'cwd',
])
/** Whole words, and ends of words written together. */
const secretWords =
  /^(?:secrets|credentials?|creds?|pat|sas|jwt|bearer|authorization|authtok|salt|otp|totp|seed|mnemonic)$/
const secretEndings = /(?:secret|token|(?:api|secret|access|private|auth|account|encryption|signing|master|shared)key)$/
/** Words before `key` that make it a secret. */
const secretKeys = new Set(
  'api app application access account admin auth authentication bearer client consumer crypto decrypt deploy encrypt encryption hmac integration jwt license licence live master private root secret security server service session shared sign signature signing ssh storage subscription test webhook write'.split(
    ' ',
  ),
)
/** Words that may follow without changing what the value is. */
const qualifiers =
  /^(?:\d+|v\d+|value|val|text|txt|string|str|plain|plaintext|raw|b64|base64|encoded|prod|production|dev|development|staging|stage|test|testing|live|sandbox|old|new|current|default|primary|secondary|confirm|confirmation|again|repeat|data|env|var|local|main|base|backup|dummy|example|here|en|us|eu)$/

/** What the name of a variable, a property, a flag or a header says, or nothing. */
export function kindOfName(name: string): NameKind | undefined {
  const words = wordsOf(name)
  while (words.length > 1 && qualifiers.test(words.at(-1) ?? '')) words.pop()
  const last = words.at(-1)
  if (last === undefined) return undefined
  const before = words.at(-2) ?? ''
  if (notPasswords.has(last)) return undefined
  if (
    passwordWords.test(last) &&
    !(last === 'pass' && /^(?:by|render|first|second|single|multi|one|two|will|did|on|to)$/.test(before))
  ) {
    return 'password'
  }
  if (last === 'word' && before === 'pass') return 'password'
  if (last === 'phrase' && /^(?:pass|seed|mnemonic|secret|recovery)$/.test(before)) return 'password'
  if (
    last === 'token' &&
    /^(?:max|min|next|page|continuation|start|end|csrf|xsrf|sync|cancel|cancellation|lex|abort)$/.test(before)
  )
    return 'key'
  if (/^(?:salt|seed|otp|pat|sas|jwt|bearer)$/.test(last)) return 'key'
  if (secretWords.test(last) || secretEndings.test(last)) return last === 'secrets' ? 'key' : 'secret'
  if (last === 'key')
    return before === 'public' || before === 'publishable' ? undefined : secretKeys.has(before) ? 'secret' : 'key'
  if (
    last === 'auth' ||
    last === 'signature' ||
    last === 'sig' ||
    last === 'hmac' ||
    last === 'cookie' ||
    last === 'sid'
  )
    return 'key'
  return undefined
}

/** `dbPassword_2` → db, password, 2. Lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d+)$/, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9ñ]+/)
    .filter((word) => word !== '')
}

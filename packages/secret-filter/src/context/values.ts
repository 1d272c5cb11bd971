import type { NameKind } from './names.js'
import { isRandom } from './randomness.js'

/**
 * How a value is written, which says how likely it is meant literally.
 *
 * - `quoted`: between quotes.
 * - `setting`: bare, in a line that is nothing else: `.env`, INI, YAML, a query string.
 * - `argument`: bare, after a flag.
 * - `note`: bare, at the end of a person's line: "user: me / pass: x1!".
 * - `code`: bare, amid other code: most likely another name.
 */
export type ValueStyle = 'quoted' | 'setting' | 'argument' | 'note' | 'code'

/** Whether a value that a name of this kind is given is a secret in itself, and not a reference, a label, a type. */
export function isSecretValue(value: string, kind: NameKind, style: ValueStyle, name: string): boolean {
  if (value.length < (kind === 'password' ? 3 : 8)) return false
  // What most values fail comes first: hostile texts hold little else than names and values.
  return (
    looksSecret(value, kind, style, name) && !isReference(value) && !isPlaceholder(value) && !isSameWord(value, name)
  )
}

function looksSecret(value: string, kind: NameKind, style: ValueStyle, name: string): boolean {
  if (style === 'code') return kind !== 'key' && value.length >= 12 && isRandom(value)
  if (style === 'note')
    return (
      value.length >= 5 && /[A-Za-z]/.test(value) && /[0-9!@#$%^&*]/.test(value) && /^[\w!@#$%^&*+=?~-]+$/.test(value)
    )
  if (kind === 'key') return value.length >= 16 && isRandom(value)
  if (/\s/.test(value)) return style === 'quoted' && isPhrase(value, kind, name)
  if (kind === 'password') return isPassword(value, style)
  return isRandom(value) || (style !== 'argument' && isMixed(value))
}

/** The value is elsewhere: a variable, a template, a lookup, a path, an address. */
function isReference(value: string): boolean {
  return (
    /^\$+[A-Za-z_][\w.]*$/.test(value) ||
    /^[$#@%!]?\{{1,3}[^{}]{0,200}\}{1,3}$/.test(value) ||
    holdsTemplate(value) ||
    /^%[\w.-]*[%sdv]?$/.test(value) ||
    /^<[^>]{0,200}>?$/.test(value) ||
    /^[[({]/.test(value) ||
    /^(?:process\.env|import\.meta|os\.(?:environ|getenv)|env[.[(]|ENV\[|System\.getenv|secrets?[./:]|vault:|ref\+|arn:|op:\/\/|keyring:|file:|urn:|data\.|var\.|local\.|module\.|self\.|this\.|!Ref|!Sub|!GetAtt|!secret|!vault|valueFrom|projects\/)/i.test(
      value,
    ) ||
    /^(?:\/|\.{1,2}\/|~\/|[A-Z]:\\)[\w./\\-]*$/.test(value) ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
    /^_?[A-Za-z]\w*\.[A-Z][A-Z0-9_]+$/.test(value) ||
    /^[A-Za-z_$][\w$]*(?:\.[\w$*]+)*\[[\w$'"*]{0,40}\]/.test(value) ||
    /\w\(/.test(value) ||
    isVersion(value)
  )
}

/** `1.0.5`, `^2.3.1-beta`: of a package whose name speaks of passwords. */
function isVersion(value: string): boolean {
  return /^[v^~=]{0,2}\d{1,4}\.\d{1,4}\.\d{1,6}(?:[-+][\w.-]{1,40})?$/.test(value)
}

const templates = [
  ['${', '}'],
  ['{{', '}}'],
  ['$(', ')'],
  ['#{', '}'],
  ['<%', '%>'],
] as const

function holdsTemplate(value: string): boolean {
  return templates.some(([open, close]) => {
    const at = value.indexOf(open)
    return at !== -1 && value.indexOf(close, at + open.length) !== -1
  })
}

const placeholderWords = new Set(
  'null none nil nan undefined true false yes no on off string str text char varchar number int integer bool boolean bytes byte object array any unknown never void required optional default enabled disabled password passwd passphrase pass pwd secret token key apikey api_key value username user login email hidden masked redacted removed omitted empty blank unset missing todo tbd fixme xxx foo bar baz foobar example sample placeholder dummy changeme change_me change-me replaceme replace_me insert here mandatory nullable new-password current-password one-time-code secretstr securestring off access_token refresh_token id_token salt bearer basic digest oauth oauth2 jwt plain plaintext prompt stdin env file vault input field label text/plain header query cookie body guest passed failed skipped allow deny block'.split(
    ' ',
  ),
)

function isPlaceholder(value: string): boolean {
  const lower = value.toLowerCase()
  return (
    placeholderWords.has(lower) ||
    /^(.)\1*$/.test(value) ||
    /^[x*.•#?_0-]+$/i.test(value) ||
    /^(?:\[|<|\{)?(?:your|my|the|an?|some|insert|enter|replace|put|add|paste|changeme|change|example|redacted|placeholder)[-_ .]/.test(
      lower,
    ) ||
    /^your[a-z]/.test(lower) ||
    /x{5,}|\*{3,}|\.{3,}|…/i.test(value) ||
    /(?:_|-|^)(?:here|placeholder|goes-here)(?:$|[>\]}])/.test(lower)
  )
}

/** `token: token`, `password = userPassword`, `secret: 'client-secret'`: the value is a name itself. */
function isSameWord(value: string, name: string): boolean {
  const flat = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')
  const word = flat(value)
  if (/\d/.test(value) && !/^[A-Za-z_-]+\d{0,1}$/.test(value)) return false
  if (/[^A-Za-z0-9_.\-: ]/.test(value)) return false
  return (
    word === flat(name) ||
    (/^[A-Za-z_.\-:]+$/.test(value) &&
      /(?:password|passwd|passphrase|token|secret|apikey|credential|key)s?$/.test(word) &&
      word.length > 6)
  )
}

/** A mark that people put into passwords, or a mixture that no identifier has. */
function isPassword(value: string, style: ValueStyle): boolean {
  if (style === 'quoted') return !isLabel(value)
  if (/^[a-z]+$/.test(value))
    return style === 'setting'
      ? value.length >= 5
      : value.length >= 6 && !/^(?:string|stdin|value|file|prompt|options?|flags?|argument|parameter)$/.test(value)
  if (/^[A-Z_]+$/.test(value)) return false
  // `pass: 120`, `pass: 12.5ms`: counts and times of a test run.
  if (/^\d{1,4}$|^\d{1,9}(?:[.,:]\d{1,9}){0,4}(?:ms|s|%)$|^\d{1,9}[.,:]\d{1,9}$/.test(value)) return false
  return !/^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$/.test(value)
}

/** `password.reset.title`, `Password`, `auth/login`, `/reset/`: a text of an interface, the name of something. */
function isLabel(value: string): boolean {
  return (
    /^[A-Z][a-z]+$/.test(value) ||
    /^[a-z]+(?:[./:][a-zA-Z]+)+$/.test(value) ||
    /^[A-Z]+(?:_[A-Z]+)+$/.test(value) ||
    /^[*.#]|[:.]$/.test(value) ||
    /^[a-z]+(?:-[a-z]+){2,}$/.test(value) ||
    value.length > 512
  )
}

const proseWords =
  /\b(?:is|are|was|be|must|should|can|can't|cannot|could|may|will|not|the|an|your|you|please|enter|invalid|incorrect|wrong|required|missing|forgot|reset|change|changed|confirm|match|least|characters?|for|of|to|with|when|password|passwords|token|tokens|secret|secrets|key|keys|from|this|that|if|or|and|by|use|used|new|old|no|does|do|has|have|expired|failed|error|login|sign)\b/i

/** Words in quotes that are a passphrase, not a sentence. */
function isPhrase(value: string, kind: NameKind, name: string): boolean {
  if (value.length > 256 || value.length < 5) return false
  if (/^(?:Bearer|Basic|Token) \S{8,}$/i.test(value) && /\d|[a-z][A-Z]/.test(value)) return !/ [$%<{[]/.test(value)
  if (proseWords.test(value) || /[.:!?]$/.test(value) || /^\s|\s$/.test(value)) return false
  if (/[={}()<>|;]/.test(value)) return false
  return kind === 'password' || (/secret$/i.test(name) && /^[\w-]+(?: [\w-]+)+$/.test(value))
}

/** Not random, but not a plain word or name either. */
function isMixed(value: string): boolean {
  if (/^[A-Za-z]+(?:[-_./: ][A-Za-z]+)*$/.test(value)) return false
  if (/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value)) return false
  return (
    /[0-9]/.test(value) &&
    /[A-Za-z]/.test(value) &&
    value.length >= 8 &&
    !/^v?\d+(?:\.\d+)+/.test(value) &&
    !/^[A-Za-z]+[-_]?\d$/.test(value)
  )
}

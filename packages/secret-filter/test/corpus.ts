import { tokenRules } from '../src/rules/all.js'
import { createRandom, fakeSecrets, randomText } from './fake-secret.js'
import {
  bareContexts,
  type Context,
  fakePrivateKey,
  machineContexts,
  machineSecrets,
  passwords,
  quotedContexts,
} from './samples.js'

/** Pieces that set a detector off, and what it then looks for. Strung together they make the worst of texts. */
export const provocations: readonly string[] = [
  ...['key=', 'key: ', 'key="', "key='a", 'secret=', 'token "', 'password:', 'password ', '"password": "', 'pass'],
  ...['password is ', '--password ', '<password>', 'name: key\n', 'password:\n', 'login a\n', 'machine a login b '],
  ...[
    '?sig=',
    'sid=',
    'google=',
    'aws',
    'api key ',
    'value=',
    'Authorization: Bearer ',
    'bearer ',
    'basic ',
    'cookie: ',
  ],
  ...['://', 'user:pass@', 'a://b:c', 'curl -u a:', 'mysql -p', 'htpasswd -b ', ':5432:', 'identified by ', 'thin:'],
  ...[
    '-----BEGIN ',
    '-----BEGIN RSA PRIVATE KEY-----',
    'PuTTY-User-Key-File-2:',
    'Comment: ',
    '-----END RSA PRIVATE KEY-----',
  ],
  ...['eyJ', 'AKIA', 'ghp_', 'azse', '+ast', 'twilio ', '_mmk', '‹secret:', '‹secret:a:', '›'],
  ...['%41', '\\u0041', '\u200b', '\uff21', '\ud835', '%25', '\x1b[', '&#x41;', '0', 'a', 'A1b2', '"', "'", '\\', '='],
  ...[' ', '\t', '\r', '\n', '\n+', '-', ':', '@', '{', '(', '<', '>', ',', ';', '&', '.', '_', 'Zx9', '${', '}}'],
]

/** Texts by what they are made of: always the same ones, and no secret in them is anyone's. */
export function corpus(): ReadonlyMap<string, readonly string[]> {
  const random = createRandom(404)
  const secrets = tokenRules().flatMap((rule) => fakeSecrets(rule.format, random))
  const inContexts = (contexts: readonly Context[], values: readonly string[]): string[] =>
    contexts.flatMap((context) => values.map(context))
  const contexts = [
    ...inContexts(quotedContexts, passwords),
    ...inContexts(bareContexts, passwords),
    ...inContexts(machineContexts, machineSecrets),
  ]
  const key = fakePrivateKey('RSA ', 6)
  return new Map([
    ['tokens', secrets.map((secret) => `${randomText('lower', 4, random)} ${secret} "${secret.slice(0, -3)}"`)],
    ['contexts', contexts],
    ['contexts in one text', [contexts.join('\n'), contexts.join(' ')]],
    ['contexts in Base64', contexts.map((text) => Buffer.from(text).toString('base64'))],
    ['contexts with escapes', contexts.map((text) => text.replace(/[=:"]/g, (mark) => encodeURIComponent(mark)))],
    ['contexts with zero-width marks', contexts.map((text) => text.replaceAll('a', 'a\u200b'))],
    ['private keys', [key, `${key}\n`.repeat(3), key.slice(0, 200), `Comment: ${key}`, JSON.stringify({ key })]],
    ['one provocation, again and again', provocations.map((piece) => piece.repeat(300))],
    ['mixed provocations', Array.from({ length: 400 }, () => mixture(random, 40))],
    [
      'mixed provocations and secrets',
      Array.from({ length: 400 }, () => mixture(random, 12, [...secrets, ...contexts])),
    ],
    ['lines without an end', Array.from({ length: 4 }, () => endless(random, secrets))],
  ])
}

function mixture(random: (below: number) => number, length: number, seeds: readonly string[] = []): string {
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? ''
  let text = ''
  for (let count = 0; count < length; count++) {
    const piece = seeds.length > 0 && random(3) === 0 ? pick(seeds) : pick(provocations)
    text += piece.repeat(1 + random(random(4) === 0 ? 30 : 2))
  }
  return text
}

function endless(random: (below: number) => number, secrets: readonly string[]): string {
  let text = ''
  while (text.length < 200_000) text += mixture(random, 10, secrets).replaceAll('\n', ' ')
  return text
}

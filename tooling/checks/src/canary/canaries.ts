import { randomBytes } from 'node:crypto'

/** Words with a made-up secret in them, as a person or a program writes them. */
type Shape = (random: (length: number) => string) => { readonly secret: string; readonly text: string }

const upper = (text: string) => text.toUpperCase().replaceAll(/[^A-Z2-7]/g, 'K')

/** A mark of its own, then letters and digits: stands where a name or a flag's value stands. */
const token: Shape = (random) => {
  const secret = `${'gh'}p_${random(36)}`
  return { secret, text: secret }
}

const shapes: Readonly<Record<string, Shape>> = {
  token: (random) => {
    const { secret } = token(random)
    return { secret, text: `it is ${secret}, use it` }
  },
  'access key': (random) => {
    const secret = `AKIA${upper(random(16))}`
    return { secret, text: `aws_access_key_id: ${secret}` }
  },
  assignment: (random) => {
    const secret = `s3cr3t-${random(20)}`
    return { secret, text: `DB_PASSWORD=${secret}` }
  },
  json: (random) => {
    const secret = `pa55 ${random(14)}`
    return { secret, text: `{"password": "${secret}"}` }
  },
  address: (random) => {
    const secret = random(18)
    return { secret, text: `postgres://app:${secret}@db.example:5432/app` }
  },
  header: (random) => {
    const secret = random(32)
    return { secret, text: `curl -H "Authorization: Bearer ${secret}" https://api.example` }
  },
  flag: (random) => {
    const secret = `Tr0ub-${random(12)}`
    return { secret, text: `mysql --password ${secret}` }
  },
  diff: (random) => {
    const secret = random(28)
    return { secret, text: `@@ -1 +1 @@\n-api_key: old\n+api_key: "${secret}"` }
  },
  encoded: (random) => {
    const { secret } = token(random)
    return { secret, text: `data: ${Buffer.from(`token=${secret}\n`).toString('base64')}` }
  },
  'private key': (random) => {
    const secret = random(64)
    const kind = 'RSA PRIVATE KEY'
    return { secret, text: `-----BEGIN ${kind}-----\n${random(64)}\n${secret}\n${random(30)}==\n-----END ${kind}-----` }
  },
}

interface Canary {
  /** `chat: prompt: token` */
  readonly place: string
  readonly secret: string
}

/** Secrets made for one run, each for one place, and whoever of them is found where none should be. */
export class Canaries {
  readonly #made: Canary[] = []

  /** A token alone, for a name or the value of a flag. */
  token(place: string): string {
    return this.#make(place, token)
  }

  /** A value that nothing gives away: only its place in the environment or in `.env` says that it is one. */
  bare(place: string): string {
    return this.#make(place, (random) => {
      const secret = `plain-${random(24)}`
      return { secret, text: secret }
    })
  }

  /** A text with a secret in each shape there is, each another. */
  text(place: string): string {
    return this.texts(place).join('\n')
  }

  /** The same, a text for each shape. */
  texts(place: string): readonly string[] {
    return Object.entries(shapes).map(([name, shape]) => this.#make(`${place}: ${name}`, shape))
  }

  /** What of them stands in a text, also where it was encoded on the way. */
  arrivedIn(text: string): readonly string[] {
    return this.#made
      .filter(({ secret }) => formsOf(secret).some((form) => text.includes(form)))
      .map(({ place }) => place)
  }

  #make(place: string, shape: Shape): string {
    const { secret, text } = shape(randomText)
    this.#made.push({ place, secret })
    return text
  }
}

function randomText(length: number): string {
  const text = randomBytes(length * 3)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
  // A letter and a digit in any case: what has neither could be a word.
  return `q7${text}`.slice(0, length)
}

const formsOf = (secret: string): readonly string[] => [
  ...new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    ...inBase64(secret),
  ]),
]

/** What is the same of it in Base64, wherever in a longer text it stands. */
function inBase64(secret: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(`${' '.repeat(before)}${secret}`)
      .toString('base64')
      .replaceAll('=', '')
    return encoded.slice(Math.ceil((before * 8) / 6), -2)
  })
}

import { randomBytes, scrypt } from 'node:crypto'

/** How a passphrase becomes a key. Stands beside what the key seals, so that it can be made stronger later. */
export interface KeyDerivation {
  readonly name: 'scrypt'
  readonly n: number
  readonly r: number
  readonly p: number
  /** 16 bytes in base64. */
  readonly salt: string
}

/** 128 MiB and some tenths of a second for each guess. */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const
/** A file from elsewhere must not make us take all of the memory. */
const mostN = 2 ** 20

export const newDerivation = (): KeyDerivation => ({
  name: 'scrypt',
  ...cost,
  salt: randomBytes(16).toString('base64'),
})

/** Whether the numbers are ones that we would choose, or stronger. A file can't talk us into a weaker one. */
export const isSound = ({ n, r, p, salt }: KeyDerivation): boolean =>
  n >= cost.n &&
  n <= mostN &&
  Number.isInteger(Math.log2(n)) &&
  r === cost.r &&
  p === cost.p &&
  Buffer.from(salt, 'base64').length >= 16

/** 32 bytes. The same passphrase gives the same key however a keyboard composes its letters. */
export function passphraseKey(passphrase: string, { n, r, p, salt }: KeyDerivation): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )
}

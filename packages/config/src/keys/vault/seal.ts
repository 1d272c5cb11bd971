import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** A text that only the key opens, in base64: the nonce, and the ciphertext with its tag. */
export interface Sealed {
  readonly nonce: string
  readonly sealed: string
}

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with a random nonce of its own for each text. `context` is not secret, but the text opens only with the
 * very same one: a sealed text that is moved to another name or version does not open there.
 */
export function seal(key: Uint8Array, context: readonly (string | number)[], plain: Uint8Array): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
}

/** The text, or nothing when key, context or text are not what they were. */
export function unseal(key: Uint8Array, context: readonly (string | number)[], text: Sealed): Buffer | undefined {
  const nonce = Buffer.from(text.nonce, 'base64')
  const sealed = Buffer.from(text.sealed, 'base64')
  if (nonce.length !== nonceBytes || sealed.length < tagBytes) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(associatedData(context))
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}

/** JSON, so that no two contexts are written alike. */
const associatedData = (context: readonly (string | number)[]): Buffer => Buffer.from(JSON.stringify(context), 'utf8')

/**
 * Sixty-four bits of a text, in hexadecimal: enough to notice a change, and no secret is guarded by it. Two FNV-1a hashes
 * with different primes, so that loading Node's cryptography is not the longest part of reading the settings.
 */
export function fingerprint(text: string): string {
  let a = 0x811c9dc5
  let b = 0xc2b2ae35
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x85ebca6b)
    b ^= b >>> 13
  }
  return hex(a) + hex(b)
}

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0')

/** How often each character was seen. All zero between calls: making it anew would cost more than counting. */
const counts = new Uint32Array(128)

/** Shannon entropy in bits per character, of ASCII. Other characters count as some of ASCII. */
export function entropy(text: string): number {
  const { length } = text
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index) & 127
    counts[code] = (counts[code] as number) + 1
  }
  let bits = 0
  for (let index = 0, left = length; left > 0; index++) {
    const code = text.charCodeAt(index) & 127
    const count = counts[code] as number
    if (count === 0) continue
    left -= count
    counts[code] = 0
    const share = count / length
    bits -= share * Math.log2(share)
  }
  return bits
}

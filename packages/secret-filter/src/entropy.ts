/** Shannon entropy in bits per character, of ASCII. Other characters count as one. */
export function entropy(text: string): number {
  const { length } = text
  const counts = new Uint32Array(128)
  for (let index = 0; index < length; index++) {
    const slot = slotOf(text.charCodeAt(index))
    counts[slot] = (counts[slot] ?? 0) + 1
  }
  let bits = 0
  for (let index = 0; index < length; index++) {
    const slot = slotOf(text.charCodeAt(index))
    const count = counts[slot] ?? 0
    if (count === 0) continue
    const share = count / length
    bits -= share * Math.log2(share)
    counts[slot] = 0
  }
  return bits
}

function slotOf(code: number): number {
  return code < 128 ? code : 127
}

/** Bytes that grow at the end. */
export class ByteWriter {
  #bytes: Buffer
  #length = 0

  constructor(size = 64 * 1024) {
    this.#bytes = Buffer.allocUnsafe(size)
  }

  get length(): number {
    return this.#length
  }

  /** A natural number in as few bytes as it takes, seven bits in each, the lowest first. */
  number(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
  }

  uint32(value: number): void {
    this.#reserve(4)
    this.#length = this.#bytes.writeUInt32LE(value, this.#length)
  }

  float64(value: number): void {
    this.#reserve(8)
    this.#length = this.#bytes.writeDoubleLE(value, this.#length)
  }

  /** Its length in bytes, then its bytes. */
  text(value: string): void {
    const bytes = Buffer.from(value)
    this.number(bytes.length)
    this.append(bytes)
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Start anew; what `written` returned is overwritten. */
  clear(): void {
    this.#length = 0
  }

  written(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.written())
    this.#bytes = larger
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Buffer
  at: number

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length
  }

  number(): number {
    let value = 0
    let unit = 1
    for (;;) {
      const byte = this.#bytes[this.at++] ?? 0
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
      unit *= 0x80
    }
  }

  text(): string {
    const length = this.number()
    this.at += length
    return this.#bytes.toString('utf8', this.at - length, this.at)
  }

  /** Pass numbers by. */
  skip(numbers: number): void {
    for (let left = numbers; left > 0; ) if ((this.#bytes[this.at++] ?? 0) < 0x80) left -= 1
  }
}

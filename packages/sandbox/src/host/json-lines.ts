/**
 * Cut a stream of bytes into lines, refusing one that is longer than allowed.
 *
 * The refusal is what keeps a hostile worker from filling the memory of this process.
 */
export class JsonLines {
  readonly #maxBytes: number
  #parts: Buffer[] = []
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** @throws RangeError when a line is too long */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let rest = chunk
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      this.#add(rest.subarray(0, end))
      lines.push(Buffer.concat(this.#parts).toString('utf8'))
      this.#parts = []
      this.#bytes = 0
      rest = rest.subarray(end + 1)
    }
    if (rest.length > 0) this.#add(rest)
    return lines
  }

  #add(part: Buffer): void {
    this.#bytes += part.length
    if (this.#bytes > this.#maxBytes) throw new RangeError(`a line is longer than ${this.#maxBytes} bytes`)
    this.#parts.push(part)
  }
}

/** What to do after a line was entered: ask for the next one, take it silently, or send all of them. */
export type Entered = 'more' | 'silent' | 'sent'

/**
 * The lines of one message while it is typed. It goes on where a line ends in `\`, between two lines of `"""`, and as
 * long as it is pasted.
 */
export class MessageLines {
  /** Set while text comes from the clipboard: its line ends send nothing. */
  isPasting = false
  #lines: string[] = []
  #isBlock = false

  get isEmpty(): boolean {
    return this.#lines.length === 0 && !this.#isBlock
  }

  get text(): string {
    return this.#lines.join('\n')
  }

  enter(line: string): Entered {
    if (this.#isBlock ? line.trim() === '"""' : this.isEmpty && line.startsWith('"""')) {
      this.#isBlock = !this.#isBlock
      const beside = line.trim().slice('"""'.length)
      if (beside !== '') this.#lines.push(beside)
      return this.#isBlock ? 'more' : 'sent'
    }
    if (this.isPasting) return this.#add(line, 'silent')
    if (this.#isBlock) return this.#add(line, 'more')
    return line.endsWith('\\') ? this.#add(line.slice(0, -1), 'more') : this.#add(line, 'sent')
  }

  /** A line that is to be followed by another, whatever it ends in. */
  goOn(line: string): void {
    this.#lines.push(line)
  }

  clear(): void {
    this.#lines = []
    this.#isBlock = false
  }

  #add(line: string, entered: Entered): Entered {
    this.#lines.push(line)
    return entered
  }
}

import { fixedLimits } from '../limits.js'

/** The lines a guest wrote by `console`, the first so many of them. */
export class GuestLogs {
  readonly #lines: string[] = []
  #dropped = 0

  add(line: string): void {
    if (this.#lines.length < fixedLimits.logLines) this.#lines.push(line.slice(0, fixedLimits.logLineChars + 1))
    else this.#dropped++
  }

  lines(): string[] {
    return this.#dropped === 0 ? [...this.#lines] : [...this.#lines, `(${this.#dropped} more lines were dropped)`]
  }
}

/** What was not tried, by the reason. */
export class Skips {
  readonly #names = new Map<string, string[]>()

  note(reason: string, name: string): void {
    const names = this.#names.get(reason) ?? []
    names.push(name)
    this.#names.set(reason, names)
  }

  get count(): number {
    return [...this.#names.values()].reduce((sum, names) => sum + names.length, 0)
  }

  get text(): string {
    return [...this.#names]
      .map(([reason, names]) => `${reason}:${names.map((name) => `\n  - ${name}`).join('')}`)
      .join('\n')
  }
}

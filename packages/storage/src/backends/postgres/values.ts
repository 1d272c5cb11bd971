/** The parameters of one statement. */
export class Values {
  readonly all: unknown[] = []

  /** @returns what stands for the value in the statement */
  add(value: unknown, type: string): string {
    return `$${this.all.push(value)}::${type}`
  }
}

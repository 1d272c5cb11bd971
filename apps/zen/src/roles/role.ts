/** How a model is to behave, by a name: instructions, and what usually goes with them. */
export interface Role {
  readonly name: string
  /** The file it stands in. */
  readonly path: string
  readonly description: string
  readonly instructions: string
  /** A project's role chooses none: a cloned repository may not choose where words are sent. */
  readonly model: string | undefined
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
}

/** KDL version 1, the language of Zellij's layouts and session files. */
export type KdlValue = string | number | boolean | null

export interface KdlNode {
  readonly name: string
  readonly args: readonly KdlValue[]
  readonly props: Readonly<Record<string, KdlValue>>
  readonly children: readonly KdlNode[]
}

export type KdlDocument = readonly KdlNode[]

/** The text is no KDL. */
export class KdlSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(`line ${line}: ${message}`)
    this.name = 'KdlSyntaxError'
  }
}

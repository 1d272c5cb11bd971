import type { JsonObject } from '@engawa/core'

/** A tool that a person, or a project, describes in a file of markdown: what it is told, and what it must answer. */
export interface OwnTool {
  readonly name: string
  /** The file it stands in. */
  readonly path: string
  readonly isPersonal: boolean
  readonly description: string
  readonly instructions: string
  /** JSON Schema of an object. Undefined: it answers in words. */
  readonly schema: JsonObject | undefined
  /** A project's tool chooses none: a cloned repository may not choose where words are sent. */
  readonly model: string | undefined
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
}

/** A file that goes to the model with the question. */
export interface AttachedFile {
  /** As the person wrote it. */
  readonly name: string
  readonly text: string
}

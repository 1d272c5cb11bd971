/** Something that is talked about: a person, a place, a system. */
export interface Entity {
  readonly name: string
  /** `person`, `system` … as whoever found it calls it. */
  readonly type?: string
  readonly description?: string
}

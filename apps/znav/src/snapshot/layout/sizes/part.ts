import type { Geometry } from '../../model.js'

/** A place in the tree of a tab, by what it measures. A stack is one leaf: inside of it Zellij divides by itself. */
export interface PartLeaf {
  readonly target: Geometry
  /** Cells, in the direction of the split that it stands in. Zellij never resizes it. */
  readonly fixed?: number
  /** Panes of a stack; 1 for any other. */
  readonly lines: number
}

export interface PartGroup {
  readonly target: Geometry
  readonly fixed?: number
  /** Side by side. Otherwise one above the other. */
  readonly vertical: boolean
  readonly children: readonly Part[]
}

export type Part = PartLeaf | PartGroup

export const isGroup = (part: Part): part is PartGroup => 'children' in part

/**
 * Percent of the whole tab for each flexible part that is given any, in whole numbers, as Zellij reads no others. What is
 * left over is divided equally among the rest of a split.
 */
export type Shares = ReadonlyMap<Part, number>

/** From the upper left corner of the first to the lower right of the last. */
export function extentOf(places: readonly Geometry[]): Geometry | undefined {
  if (places.length === 0) return undefined
  const x = Math.min(...places.map((place) => place.x))
  const y = Math.min(...places.map((place) => place.y))
  const columns = Math.max(...places.map((place) => place.x + place.columns)) - x
  const rows = Math.max(...places.map((place) => place.y + place.rows)) - y
  return { x, y, columns, rows }
}

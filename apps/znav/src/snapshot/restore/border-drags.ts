import { stackExtent } from '../layout/sizes/stack-extent.js'
import type { Geometry, SessionContent, TabContent, TreeNode } from '../model.js'

interface Display {
  readonly columns: number
  readonly rows: number
}

/** Move the right or the lower border of a pane. In cells from 0. */
export interface BorderDrag {
  readonly from: { readonly column: number; readonly row: number }
  readonly to: { readonly column: number; readonly row: number }
}

/** Where each of a tab's tiled panes is to be; a stack is one. */
export function tiledPlaces(tab: TabContent, panes: SessionContent['panes']): Geometry[] {
  const placesOf = (node: TreeNode): Geometry[] => {
    if (!('children' in node)) return [('pane' in node ? panes[node.pane]?.geometry : node.geometry) ?? []].flat()
    return node.stacked === true ? [stackExtent(node, panes) ?? []].flat() : node.children.flatMap(placesOf)
  }
  return tab.tiled.flatMap(placesOf)
}

/** What lies over tiled panes, and takes the mouse. */
export const floatingPlaces = ({ floating }: TabContent): Geometry[] =>
  floating.map(({ x, y, width, height }) => ({ x, y, columns: width, rows: height }))

export interface DragQuestion {
  readonly wanted: readonly Geometry[]
  /** Panes as they are, in any order, and perhaps more than these. */
  readonly found: readonly Geometry[]
  readonly covered: readonly Geometry[]
  readonly display: Display
  /** Borders that did not move when they were dragged. */
  readonly stuck: ReadonlySet<string>
}

/**
 * The next border that is not where it is to be, from left to right and from top to bottom: what is right stays right.
 *
 * @returns nothing where all are, or none can be taken hold of
 */
export function nextDrag(question: DragQuestion): BorderDrag | undefined {
  const pairs = question.wanted.flatMap((wanted) => {
    const found = nearest(wanted, question.found)
    return found === undefined ? [] : [{ wanted, found }]
  })
  const right = pairs
    .filter(({ wanted, found }) => end(wanted, 'x') !== end(found, 'x') && end(wanted, 'x') < question.display.columns)
    .sort((a, b) => end(a.wanted, 'x') - end(b.wanted, 'x'))
  const lower = pairs
    .filter(({ wanted, found }) => end(wanted, 'y') !== end(found, 'y') && end(wanted, 'y') < question.display.rows)
    .sort((a, b) => end(a.wanted, 'y') - end(b.wanted, 'y'))
  const across = right.flatMap(({ wanted, found }) => {
    const column = end(found, 'x') - 1
    const row = free(found.y + 1, end(found, 'y') - 1, (at) => !isCovered(question, column, at))
    return row === undefined ? [] : [{ from: { column, row }, to: { column: end(wanted, 'x') - 1, row } }]
  })
  const down = lower.flatMap(({ wanted, found }) => {
    const row = end(found, 'y') - 1
    const column = free(found.x + 1, end(found, 'x') - 1, (at) => !isCovered(question, at, row))
    return column === undefined ? [] : [{ from: { column, row }, to: { column, row: end(wanted, 'y') - 1 } }]
  })
  return [...across, ...down].find((drag) => !question.stuck.has(dragKey(drag)))
}

export const dragKey = ({ from, to }: BorderDrag): string => [from.column, from.row, to.column, to.row].join()

const end = (place: Geometry, axis: 'x' | 'y') => (axis === 'x' ? place.x + place.columns : place.y + place.rows)

/** Rounding moves a border by a few cells; what is further away is another pane. */
function nearest(wanted: Geometry, found: readonly Geometry[]): Geometry | undefined {
  const far = (place: Geometry) =>
    Math.abs(place.x - wanted.x) +
    Math.abs(place.y - wanted.y) +
    Math.abs(end(place, 'x') - end(wanted, 'x')) +
    Math.abs(end(place, 'y') - end(wanted, 'y'))
  const [best] = [...found].sort((a, b) => far(a) - far(b))
  return best !== undefined && far(best) <= 24 ? best : undefined
}

/** From the middle on: the first lines of a stack are its folded panes' titles. */
function free(from: number, to: number, isFree: (at: number) => boolean): number | undefined {
  const middle = Math.floor((from + to) / 2)
  for (let at = middle; at < to; at++) if (isFree(at)) return at
  for (let at = middle - 1; at >= from; at--) if (isFree(at)) return at
  return undefined
}

const isCovered = ({ covered }: DragQuestion, column: number, row: number) =>
  covered.some((place) => column >= place.x && column < end(place, 'x') && row >= place.y && row < end(place, 'y'))

import type { Geometry } from '../../model.js'
import { isGroup, type PartGroup, type PartLeaf, type Shares } from './part.js'
import { type Dimension, type Spot, settle } from './settled-panes.js'

export interface Display {
  readonly columns: number
  readonly rows: number
}

interface Space {
  readonly x: number
  readonly y: number
  readonly columns: Dimension
  readonly rows: Dimension
}

/**
 * Where Zellij puts the panes of a tab. It goes about it twice: it cuts up the space, whole cells at a time, and then
 * weighs all panes against one another. Percentages are of the whole tab, at every depth.
 *
 * @returns nothing where it finds no room this way, and would make all parts equal
 */
export function placePanes(
  root: PartGroup,
  shares: Shares,
  display: Display,
): ReadonlyMap<PartLeaf, Geometry> | undefined {
  const whole: Space = {
    x: 0,
    y: 0,
    columns: { percent: 100, cells: display.columns },
    rows: { percent: 100, cells: display.rows },
  }
  const spots = cut(root, whole, { shares, display })
  if (spots?.some(({ columns, rows }) => columns.cells < 1 || rows.cells < 1) !== false) return undefined
  const across = settle(spots, 'columns', display.columns)
  return new Map(
    settle(across, 'rows', display.rows).map(({ leaf, x, y, columns, rows }) => [
      leaf,
      { x, y, columns: columns.cells, rows: rows.cells },
    ]),
  )
}

interface Cutting {
  readonly shares: Shares
  readonly display: Display
}

function cut(group: PartGroup, space: Space, cutting: Cutting): Spot[] | undefined {
  const axis = group.vertical ? 'columns' : 'rows'
  const dimensions = divide(group, space[axis], cutting.display[axis], cutting.shares)
  if (dimensions === undefined) return undefined
  const spots: Spot[] = []
  let at = group.vertical ? space.x : space.y
  for (const [index, child] of group.children.entries()) {
    const dimension = dimensions[index] ?? { percent: undefined, cells: 0 }
    const place: Space = group.vertical ? { ...space, x: at, columns: dimension } : { ...space, y: at, rows: dimension }
    at += dimension.cells
    const inner = isGroup(child) ? cut(child, place, cutting) : [{ ...place, leaf: child }]
    if (inner === undefined || (!isGroup(child) && !holds(place, child))) return undefined
    spots.push(...inner)
  }
  return spots
}

/** In a stack each pane has a line, and the open one three more. */
const holds = ({ rows }: Space, { lines }: PartLeaf) => lines === 1 || lines <= rows.cells - 3

/** What rounding has left over, or has taken too much, is the last flexible part's. */
function divide({ children }: PartGroup, space: Dimension, display: number, shares: Shares): Dimension[] | undefined {
  const fixed = children.reduce((sum, child) => sum + (child.fixed ?? 0), 0)
  const flexible = children.filter((child) => child.fixed === undefined)
  if (fixed + flexible.length > space.cells) return undefined
  const given = flexible.reduce((sum, child) => sum + (shares.get(child) ?? 0), 0)
  const rest = flexible.filter((child) => !shares.has(child)).length
  // Zellij ends, with all its sessions' panes, where a part without a size stands in a fixed one.
  if (rest > 0 && space.percent === undefined) return undefined
  const dimensions = children.map((child): Dimension => {
    if (child.fixed !== undefined) return { percent: undefined, cells: child.fixed }
    const percent = shares.get(child) ?? ((space.percent ?? 0) - given) / rest
    return { percent, cells: Math.floor((percent / 100) * Math.max(0, display - fixed)) }
  })
  const last = children.findLastIndex((child) => child.fixed === undefined)
  const over = space.cells - dimensions.reduce((sum, { cells }) => sum + cells, 0)
  return dimensions.map((dimension, at) =>
    at === last ? { ...dimension, cells: Math.max(0, dimension.cells + over) } : dimension,
  )
}

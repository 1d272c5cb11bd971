import type { PartLeaf } from './part.js'

/** Cells, and the share of the whole that they stand for; without one they are fixed. */
export interface Dimension {
  readonly percent: number | undefined
  readonly cells: number
}

export interface Spot {
  readonly leaf: PartLeaf
  readonly x: number
  readonly y: number
  readonly columns: Dimension
  readonly rows: Dimension
}

export type Axis = 'columns' | 'rows'

/**
 * Weigh panes against one another along one axis, as Zellij does: in every line that can be drawn across the tab each
 * gets its share of what fixed panes leave, rounded, and what that is off by is put right a cell at a time.
 */
export function settle(spots: readonly Spot[], axis: Axis, space: number): readonly Spot[] {
  const lines = linesAcross(spots, axis)
  const cells = new Map<Spot, number>()
  for (const line of lines) {
    const flex = line.reduce((left, spot) => left - (spot[axis].percent === undefined ? spot[axis].cells : 0), space)
    for (const spot of line) {
      const { percent } = spot[axis]
      if (!cells.has(spot)) cells.set(spot, percent === undefined ? spot[axis].cells : rounded((percent * flex) / 100))
    }
  }
  const done = new Set<Spot>()
  for (const line of lines) putRight(line, axis, space, cells, done)
  if ([...cells.values()].some((count) => count < 1)) return spots
  const starts = new Map<Spot, number>()
  for (const line of lines) {
    let at = 0
    for (const spot of line) {
      starts.set(spot, at)
      at += cells.get(spot) ?? 0
    }
  }
  return spots.map((spot) => ({
    ...spot,
    [axis === 'columns' ? 'x' : 'y']: starts.get(spot) ?? 0,
    [axis]: { ...spot[axis], cells: cells.get(spot) ?? 0 },
  }))
}

function putRight(line: readonly Spot[], axis: Axis, space: number, cells: Map<Spot, number>, done: Set<Spot>) {
  let error = space - line.reduce((sum, spot) => sum + (cells.get(spot) ?? 0), 0)
  const open = line
    .filter((spot) => spot[axis].percent !== undefined && !done.has(spot))
    .sort((a, b) => (cells.get(a) ?? 0) - (cells.get(b) ?? 0))
  if (error < 0) open.reverse()
  for (const spot of open) {
    cells.set(spot, (cells.get(spot) ?? 0) + Math.sign(error))
    error -= Math.sign(error)
  }
  for (const spot of line) done.add(spot)
}

/** The panes that each line passes: between any two edges that run along the axis there is one. */
function linesAcross(spots: readonly Spot[], axis: Axis): readonly (readonly Spot[])[] {
  const [from, size, along] = axis === 'columns' ? (['y', 'rows', 'x'] as const) : (['x', 'columns', 'y'] as const)
  const edges = [...new Set(spots.map((spot) => spot[from] + spot[size].cells))].sort((a, b) => a - b)
  return edges.map((edge, at) => {
    const start = edges[at - 1] ?? 0
    return spots
      .filter((spot) => spot[from] < edge && spot[from] + spot[size].cells > start)
      .sort((a, b) => a[along] - b[along])
  })
}

const rounded = (value: number) => Math.round(Math.round(value * 100) / 100)

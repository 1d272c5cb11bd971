import type { Geometry } from '../../model.js'
import { isGroup, type Part, type PartGroup, type Shares } from './part.js'
import { type Display, placePanes } from './placed-panes.js'

/** How many arrangements are tried for a tab at most. */
const trials = 400
/** How many of a split's possible divisions are kept. */
const kept = 8
/** Each part may be rounded up or down in a split of so many; in larger ones all are rounded to the nearest. */
const largestSearched = 6

type Division = readonly (number | undefined)[]

interface ChosenShares {
  readonly shares: Shares
  /** Cells that panes will be off by, all together; 0 where each comes back exactly. */
  readonly off: number
}

/** Whole percentages from which Zellij makes panes of these sizes again, or as near to them as it goes. */
export function chooseShares(root: PartGroup, display: Display): Shares {
  const groups = groupsIn(root)
  const choice = new Map<PartGroup, number>()
  const known = new Map<string, readonly Division[]>()
  const attempt = (): ChosenShares => {
    const shares = sharesBy(root, display, { choice, known })
    return { shares, off: misplaced(root, shares, display) }
  }
  let best = attempt()
  let left = trials
  // One split after the other, and again: what is right for one may depend on another.
  for (let pass = 0; pass < 3 && best.off > 0; pass++) {
    for (const group of groups) {
      const before = choice.get(group) ?? 0
      let chosen = before
      for (let at = 0; at < kept && best.off > 0 && left > 0; at++, left--) {
        choice.set(group, at)
        const next = attempt()
        if (next.off >= best.off) continue
        best = next
        chosen = at
      }
      choice.set(group, chosen)
    }
  }
  return best.shares
}

function groupsIn(group: PartGroup): PartGroup[] {
  return [group, ...group.children.flatMap((child) => (isGroup(child) ? groupsIn(child) : []))]
}

interface Choosing {
  /** Which of its divisions each split takes; the first where nothing is said. */
  readonly choice: ReadonlyMap<PartGroup, number>
  /** Divisions that were looked for before. */
  readonly known: Map<string, readonly Division[]>
}

function sharesBy(root: PartGroup, display: Display, { choice, known }: Choosing): Shares {
  const shares = new Map<Part, number>()
  const visit = (group: PartGroup, percent: Display, flex: Display) => {
    const axis = group.vertical ? 'columns' : 'rows'
    const fixed = group.children.reduce((sum, child) => sum + (child.fixed ?? 0), 0)
    const inner = { ...flex, [axis]: flex[axis] - fixed }
    const flexible = group.children.filter((child) => child.fixed === undefined)
    const sizes = flexible.map((child) => child.target[axis])
    const question = [sizes, percent[axis], inner[axis], group.fixed !== undefined].join()
    const all = known.get(question) ?? divisions(sizes, percent[axis], inner[axis], group.fixed !== undefined)
    known.set(question, all)
    const division = all[Math.min(choice.get(group) ?? 0, all.length - 1)] ?? []
    for (const [at, child] of flexible.entries()) {
      const share = division[at]
      if (share !== undefined) shares.set(child, share)
    }
    for (const child of group.children) {
      const at = flexible.indexOf(child)
      const own = at < 0 ? percent[axis] : percentAt(division, at, percent[axis])
      if (isGroup(child)) visit(child, { ...percent, [axis]: own }, inner)
    }
  }
  visit(root, { columns: 100, rows: 100 }, display)
  return shares
}

/** Ways to give parts of these sizes their percentages, the nearest first. */
function divisions(sizes: readonly number[], percent: number, flex: number, inFixed: boolean): Division[] {
  if (sizes.length === 0) return [[]]
  const exact = sizes.map((size) => (size * 100) / flex)
  const equal = sizes.map((size) => sizes.filter((other) => Math.abs(other - size) <= 1).length > 1)
  const rest: boolean[][] = [
    ...(equal.every(Boolean) ? [equal] : []),
    ...sizes.map((_, last) => sizes.map((__, at) => at === sizes.length - 1 - last)),
    ...(equal.some(Boolean) ? [equal] : []),
  ]
  const found = (inFixed ? [sizes.map(() => false)] : rest).flatMap((open) =>
    roundings(exact, open).filter((division) => division.every((_, at) => percentAt(division, at, percent) >= 0.5)),
  )
  const distance = (division: Division) =>
    sizes.reduce((sum, size, at) => {
      const cells = (percentAt(division, at, percent) * flex) / 100
      return sum + Math.abs(Math.round(cells) - size) * 1000 + Math.abs(cells - size)
    }, 0)
  const sorted = found.map((division) => ({ division, far: distance(division) })).sort((a, b) => a.far - b.far)
  return sorted.length === 0 ? [sizes.map(() => undefined)] : sorted.slice(0, kept).map(({ division }) => division)
}

function roundings(exact: readonly number[], open: readonly boolean[]): Division[] {
  const search = exact.length <= largestSearched
  return exact.reduce<Division[]>(
    (begun, percent, at) => {
      const [low, high] = [Math.max(1, Math.floor(percent)), Math.max(1, Math.ceil(percent))]
      const options = open[at] === true ? [undefined] : search ? [...new Set([low, high])] : [Math.round(percent) || 1]
      return begun.flatMap((division) => options.map((option) => [...division, option]))
    },
    [[]],
  )
}

function percentAt(division: Division, at: number, percent: number): number {
  const given = division.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  return division[at] ?? (percent - given) / division.filter((share) => share === undefined).length
}

function misplaced(root: PartGroup, shares: Shares, display: Display): number {
  const places = placePanes(root, shares, display)
  if (places === undefined) return Number.POSITIVE_INFINITY
  return [...places].reduce((sum, [leaf, place]) => sum + apart(leaf.target, place), 0)
}

const apart = (a: Geometry, b: Geometry) =>
  Math.abs(a.x - b.x) + Math.abs(a.y - b.y) + Math.abs(a.columns - b.columns) + Math.abs(a.rows - b.rows)

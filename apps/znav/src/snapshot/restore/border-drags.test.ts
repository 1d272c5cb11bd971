import { describe, expect, it } from 'vitest'
import type { Geometry } from '../model.js'
import { dragKey, nextDrag } from './border-drags.js'

const at = (x: number, y: number, columns: number, rows: number): Geometry => ({ x, y, columns, rows })
const display = { columns: 200, rows: 50 }
const wanted = [at(0, 0, 101, 50), at(101, 0, 99, 24), at(101, 24, 99, 26)]
const found = [at(0, 0, 100, 50), at(100, 0, 100, 24), at(100, 24, 100, 26)]
const none: ReadonlySet<string> = new Set()

describe('a border that is not where it was', () => {
  it('is taken at its middle and moved there', () => {
    expect(nextDrag({ wanted, found, covered: [], display, stuck: none })).toEqual({
      from: { column: 99, row: 25 },
      to: { column: 100, row: 25 },
    })
  })

  it('is taken where no floating pane lies over it', () => {
    const drag = nextDrag({ wanted, found, covered: [at(80, 20, 40, 20)], display, stuck: none })
    expect(drag?.from).toEqual({ column: 99, row: 40 })
    expect(nextDrag({ wanted, found, covered: [at(80, 0, 40, 50)], display, stuck: none })).toBeUndefined()
  })

  it('is left when it could not be moved, and when all are right', () => {
    const drag = nextDrag({ wanted, found, covered: [], display, stuck: none })
    const stuck = new Set(drag === undefined ? [] : [dragKey(drag)])
    expect(nextDrag({ wanted, found, covered: [], display, stuck })).toBeUndefined()
    expect(nextDrag({ wanted, found: wanted, covered: [], display, stuck: none })).toBeUndefined()
  })

  it('is none of a pane that is somewhere else', () => {
    expect(
      nextDrag({ wanted: [at(0, 0, 50, 50)], found: [at(0, 0, 150, 50)], covered: [], display, stuck: none }),
    ).toBe(undefined)
  })
})

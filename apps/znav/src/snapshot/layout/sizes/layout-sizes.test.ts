import { describe, expect, it } from 'vitest'
import type { Geometry, SessionContent, TreeNode } from '../../model.js'
import { layoutSizes } from './layout-sizes.js'

const display = { columns: 200, rows: 50 }

/** Panes of these places, in a tab of this tree; `n` stands for the n-th. */
const sizesOf = (places: readonly Geometry[], tiled: (pane: (n: number) => TreeNode) => readonly TreeNode[]) => {
  const panes = Object.fromEntries(places.map((geometry, at) => [`p${at}`, { geometry }]))
  const tree = tiled((n) => ({ pane: `p${n}` }))
  const content: SessionContent = { zellij: '0.45.0', display, template: '', tabs: {}, panes }
  const sizeOf = layoutSizes({ name: 'a', position: 0, tiled: tree, floating: [] }, content)
  const all = (node: TreeNode): (string | number | undefined)[] => [
    sizeOf(node),
    ...('children' in node ? node.children.flatMap(all) : []),
  ]
  return tree.flatMap(all)
}
const at = (x: number, y: number, columns: number, rows: number): Geometry => ({ x, y, columns, rows })

describe('sizes to write into a layout', () => {
  it('leaves halves and thirds to Zellij, which rounds them as it did before', () => {
    const halves = sizesOf([at(0, 0, 100, 50), at(100, 0, 100, 50)], (pane) => [
      { vertical: true, children: [pane(0), pane(1)] },
    ])
    expect(halves).toEqual([undefined, undefined, undefined])
    const thirds = sizesOf([at(0, 0, 67, 50), at(67, 0, 67, 50), at(134, 0, 66, 50)], (pane) => [
      { vertical: true, children: [pane(0), pane(1), pane(2)] },
    ])
    expect(thirds).toEqual([undefined, undefined, undefined, undefined])
  })

  it('gives percentages of the whole tab at every depth', () => {
    const nested = sizesOf([at(0, 0, 60, 50), at(60, 0, 84, 20), at(60, 20, 84, 30), at(144, 0, 56, 50)], (pane) => [
      { vertical: true, children: [pane(0), { children: [pane(1), pane(2)] }, pane(3)] },
    ])
    expect(nested.filter((size) => size !== undefined)).toEqual(['30%', '42%', '40%'])
    const twice = sizesOf(
      [at(0, 0, 100, 50), at(100, 0, 100, 20), at(100, 20, 60, 30), at(160, 20, 40, 30)],
      (pane) => [
        {
          vertical: true,
          children: [pane(0), { children: [pane(1), { vertical: true, children: [pane(2), pane(3)] }] }],
        },
      ],
    )
    // The third pane has three tenths of the tab, and six of the half that it stands in.
    expect(twice.filter((size) => size !== undefined)).toEqual(['40%', '30%'])
  })

  it('keeps fixed ones, and counts their cells out', () => {
    const bar: TreeNode = { plugin: 'plugin location="zellij:tab-bar"\n', size: 1, geometry: at(0, 0, 200, 1) }
    const sizes = sizesOf([at(0, 1, 200, 14), at(0, 15, 200, 35)], (pane) => [bar, pane(0), pane(1)])
    expect(sizes[0]).toBe(1)
    expect(Math.round((Number.parseInt(String(sizes[1]), 10) * 49) / 100)).toBe(14)
  })

  it('takes the percentages of a dump, where nothing else is told, for what they are: of the split around', () => {
    const d: TreeNode = { pane: 'd', size: '40%' }
    const inner: TreeNode = { vertical: true, size: '50%', children: [d, { pane: 'e', size: '60%' }] }
    const left: TreeNode = { pane: 'a', size: '50%' }
    const sizeOf = layoutSizes(
      { name: 'a', position: 0, tiled: [{ vertical: true, children: [left, inner] }], floating: [] },
      { zellij: '0.43.1', template: '', tabs: {}, panes: {} },
    )
    expect([left, d].map(sizeOf)).toEqual(['50%', '20%'])
  })
})

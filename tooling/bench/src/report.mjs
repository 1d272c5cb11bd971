/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} floor the subject that the others are held against
 * @property {Record<string, number>} [targets] highest ratio to the floor
 * @property {Record<string, number>} [limits] highest median, milliseconds
 * @property {Record<string, number>} [worst] highest p95, milliseconds
 * @property {(options: { rounds: number }) => Map<string, import('./measure.mjs').Figure> | Promise<Map<string, import('./measure.mjs').Figure>>} run
 */

/** One table: medians, p95 and the ratio to the floor of the same run. @param {Case} measured @param {Map<string, import('./measure.mjs').Figure>} figures */
export function table({ name, floor, targets = {}, limits = {}, worst = {} }, figures) {
  const base = figures.get(floor)?.p50 ?? Number.NaN
  /** @param {string} subject @param {{ ratio: number, p50: number, p95: number }} figure */
  const heldAgainst = (subject, { ratio, p50, p95 }) => {
    const highest = { ratio: targets[subject], p50: limits[subject], p95: worst[subject] }
    if (highest.ratio !== undefined) return { target: `≤${highest.ratio}×`, met: ratio <= highest.ratio }
    if (highest.p50 !== undefined) return { target: `<${highest.p50} ms`, met: p50 < highest.p50 }
    if (highest.p95 !== undefined) return { target: `p95 <${highest.p95} ms`, met: p95 < highest.p95 }
    return { target: '', met: undefined }
  }
  const rows = [...figures].map(([subject, { p50, p95 }]) => {
    const ratio = p50 / base
    const { target, met } = heldAgainst(subject, { ratio, p50, p95 })
    return [
      subject,
      p50.toFixed(1),
      p95.toFixed(1),
      `${ratio.toFixed(2)}×`,
      target,
      met === undefined ? '' : met ? 'yes' : 'no',
    ]
  })
  const head = [name, 'p50 ms', 'p95 ms', 'ratio', 'target', 'met']
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    line(head.map((_, column) => (column === 0 || column === 5 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n')
}

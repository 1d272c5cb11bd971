/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} [unit] of the figures; `ms` unless told
 * @property {string} floor the subject that the others are held against
 * @property {Record<string, number>} [targets] highest ratio to the floor
 * @property {Record<string, number>} [limits] highest median, in its unit
 * @property {Record<string, number>} [worst] highest p95, in its unit
 * @property {() => string | Promise<string>} [note] what belongs below the table
 * @property {(options: { rounds: number }) => Map<string, import('./measure.mjs').Figure> | Promise<Map<string, import('./measure.mjs').Figure>>} run
 */

/** One table: medians, p95 and the ratio to the floor of the same run. @param {Case} measured @param {Map<string, import('./measure.mjs').Figure>} figures */
export function table({ name, unit = 'ms', floor, targets = {}, limits = {}, worst = {} }, figures) {
  const base = figures.get(floor)?.p50 ?? Number.NaN
  /** @param {string} subject @param {{ ratio: number, p50: number, p95: number }} figure */
  const heldAgainst = (subject, { ratio, p50, p95 }) => {
    const highest = { ratio: targets[subject], p50: limits[subject], p95: worst[subject] }
    if (highest.ratio !== undefined) return { target: `≤${highest.ratio}×`, met: ratio <= highest.ratio }
    if (highest.p50 !== undefined) return { target: `<${highest.p50} ${unit}`, met: p50 < highest.p50 }
    if (highest.p95 !== undefined) return { target: `p95 <${highest.p95} ${unit}`, met: p95 < highest.p95 }
    return { target: '', met: undefined }
  }
  const rows = [...figures].map(([subject, { p50, p95 }]) => {
    const ratio = p50 / base
    const { target, met } = heldAgainst(subject, { ratio, p50, p95 })
    return [subject, shown(p50), shown(p95), `${shown(ratio)}×`, target, met === undefined ? '' : met ? 'yes' : 'no']
  })
  const head = [name, `p50 ${unit}`, `p95 ${unit}`, 'ratio', 'target', 'met']
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    line(head.map((_, column) => (column === 0 || column === 5 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n')
}

/** Two places tell much of a ratio or of tens of milliseconds, and nothing of microseconds. @param {number} figure */
const shown = (figure) => figure.toFixed(figure < 1 ? 3 : figure < 10 ? 2 : 1)

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} floor the subject that the others are held against
 * @property {Record<string, number>} [targets] highest ratio to the floor
 * @property {Record<string, number>} [limits] highest median, milliseconds
 * @property {() => string | Promise<string>} [note] what belongs below the table
 * @property {(options: { rounds: number }) => Map<string, import('./measure.mjs').Figure> | Promise<Map<string, import('./measure.mjs').Figure>>} run
 */

/** One table: medians, p95 and the ratio to the floor of the same run. @param {Case} measured @param {Map<string, import('./measure.mjs').Figure>} figures */
export function table({ name, floor, targets = {}, limits = {} }, figures) {
  const base = figures.get(floor)?.p50 ?? Number.NaN
  const rows = [...figures].map(([subject, { p50, p95 }]) => {
    const ratio = p50 / base
    const target = targets[subject] ? `≤${targets[subject]}×` : limits[subject] ? `<${limits[subject]} ms` : ''
    const met = targets[subject] ? ratio <= targets[subject] : limits[subject] ? p50 < limits[subject] : undefined
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

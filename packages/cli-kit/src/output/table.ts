import type { Terminal } from '../command.js'
import { displayWidth, truncate } from './display-width.js'

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  readonly align?: 'left' | 'right'
  /** Cut this column first where the terminal is too narrow; the last column unless told. */
  readonly shrink?: boolean
  /** Colour a cell after its width is known. */
  readonly style?: (text: string, row: Row) => string
}

/**
 * Rows below titles, cut to the width of a terminal; in a pipe or a file nothing is cut. Cells must be neutralised where
 * their text is foreign.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { isTty, width }: Pick<Terminal, 'isTty' | 'width'>,
): string {
  const cells = rows.map((row) => columns.map((column) => oneLine(column.value(row))))
  const widths = columns.map(({ title }, at) =>
    Math.max(displayWidth(title), ...cells.map((line) => displayWidth(line[at] ?? ''))),
  )
  if (isTty) shrink(widths, columns, width)
  const line = (texts: readonly string[], row?: Row) =>
    columns
      .map((column, at) => {
        const room = widths[at] ?? 0
        const text = truncate(texts[at] ?? '', room)
        const pad = ' '.repeat(Math.max(0, room - displayWidth(text)))
        const shown = row === undefined || column.style === undefined ? text : column.style(text, row)
        return column.align === 'right' ? pad + shown : shown + pad
      })
      .join(gap)
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...cells.map((texts, at) => line(texts, rows[at]))].join('\n')
}

const gap = '  '
/** Below this a column says nothing any more. */
const least = 6

function shrink(widths: number[], columns: readonly Column<never>[], width: number): void {
  const order = columns
    .map((_, at) => at)
    .sort((a, b) => Number(columns[b]?.shrink ?? false) - Number(columns[a]?.shrink ?? false) || b - a)
  let excess = widths.reduce((sum, each) => sum + each, 0) + gap.length * (columns.length - 1) - width
  for (const at of order) {
    if (excess <= 0) return
    const taken = Math.min(excess, Math.max(0, (widths[at] ?? 0) - least))
    widths[at] = (widths[at] ?? 0) - taken
    excess -= taken
  }
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')

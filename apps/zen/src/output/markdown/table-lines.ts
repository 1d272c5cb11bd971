import { createStyle, displayWidth } from '@engawa/cli-kit'
import { inlineMarkdown } from './inline-markdown.js'

const { bold, dim } = createStyle(true)

/** The rows of a table, aligned; as they came where they are no table, or too wide for the terminal. */
export function tableLines(rows: readonly string[], width: number): readonly string[] {
  const [head = [], line = [], ...body] = rows.map(cellsOf)
  if (!line.every((cell) => /^:?-+:?$/.test(cell)) || line.length !== head.length) return rows
  const shown = [head.map((cell) => bold(plain(cell))), ...body.map((row) => row.map(inline))]
  const widths = head.map((_, at) => Math.max(...shown.map((row) => displayWidth(visible(row[at] ?? '')))))
  if (widths.reduce((sum, each) => sum + each + 3, -3) > width) return rows
  const toRight = line.map((cell) => cell.endsWith(':') && !cell.startsWith(':'))
  const [titles = '', ...lines] = shown.map((row) =>
    widths
      .map((room, at) => padded(row[at] ?? '', room, toRight[at] === true))
      .join(dim(' │ '))
      .trimEnd(),
  )
  return [titles, dim(widths.map((room) => '─'.repeat(room)).join('─┼─')), ...lines]
}

/** `\|` is no border. */
const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

const inline = (cell: string): string => inlineMarkdown(cell, '', true).shown
const visible = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '')
const plain = (cell: string): string => visible(inline(cell))

function padded(text: string, room: number, toRight: boolean): string {
  const pad = ' '.repeat(Math.max(0, room - displayWidth(visible(text))))
  return toRight ? pad + text : text + pad
}

import { createStyle } from '@engawa/cli-kit'
import { inlineMarkdown } from './inline-markdown.js'
import { closesFence, lineKind } from './line-kind.js'
import { tableLines } from './table-lines.js'

const { bold, dim } = createStyle(true)

/** Turns markdown that arrives in pieces into text for a terminal. */
export interface MarkdownWriter {
  /** What can be shown for certain after this piece. */
  write(text: string): string
  /** The rest. */
  end(): string
}

/**
 * Headings, emphasis, code, lists, quotes, links and tables as a terminal shows them. Text goes out as it comes, only
 * marks wait for their ends and tables for their last row; what was shown is never drawn again. The pieces' boundaries
 * never change the result.
 *
 * Takes text that was made safe to show.
 *
 * @param width columns of the terminal, asked for with each table: it may be resized
 */
export function terminalMarkdown(width: () => number): MarkdownWriter {
  /** What has arrived of the current line and is not shown yet. */
  let line = ''
  /** What of it is shown. Undefined: nothing, not even what kind of line it is. */
  let shown: string | undefined
  let fence: string | undefined
  let table: string[] = []

  const flushTable = (): string => {
    if (table.length === 0) return ''
    const rows = tableLines(table, width())
    table = []
    return rows.map((row) => `${row}\n`).join('')
  }

  /** Show what can be shown of the line. */
  function advance(isWhole: boolean): string {
    return fence === undefined ? advanceText(isWhole) : advanceCode(fence, isWhole)
  }

  function advanceCode(open: string, isWhole: boolean): string {
    if (shown === undefined) {
      const closes = closesFence(line, open, isWhole)
      if (closes === undefined) return ''
      if (closes) {
        fence = undefined
        return take(dim)
      }
    }
    return take((code) => code)
  }

  function advanceText(isWhole: boolean): string {
    let out = ''
    if (shown === undefined) {
      const kind = lineKind(line, isWhole)
      if (kind === undefined || (kind.type !== 'text' && !isWhole)) return ''
      if (kind.type === 'table') {
        table.push(line)
        line = ''
        return ''
      }
      out = flushTable()
      if (kind.type !== 'text') return out + whole(kind.type)
      out += kind.mark
      line = line.slice(kind.length)
      shown = ''
    }
    const { shown: more, rest } = inlineMarkdown(line, shown, isWhole)
    shown = (shown + line.slice(0, line.length - rest.length)).slice(-2)
    line = rest
    return out + more
  }

  function whole(type: 'heading' | 'rule' | 'fence'): string {
    if (type === 'rule') return take(() => dim('─'.repeat(Math.min(width(), 60))))
    if (type === 'heading') return take((text) => bold(withoutMarks(text.replace(/^\s*#+\s*|\s+#+\s*$/g, ''))))
    fence = /(`{3,}|~{3,})/.exec(line)?.[1]
    return take(dim)
  }

  function take(show: (text: string) => string): string {
    const out = show(line)
    shown = ''
    line = ''
    return out
  }

  return {
    write(text) {
      let out = ''
      const pieces = text.split('\n')
      for (const [at, piece] of pieces.entries()) {
        line += piece
        const isWhole = at < pieces.length - 1
        if (!isWhole && line === '') break
        const isRow = isWhole && fence === undefined && shown === undefined && lineKind(line, true)?.type === 'table'
        out += advance(isWhole)
        if (!isWhole) break
        if (!isRow) out += '\n'
        shown = undefined
      }
      return out
    },
    end: () => advance(true) + flushTable().replace(/\n$/, ''),
  }
}

const withoutMarks = (text: string): string => inlineMarkdown(text, '', true).shown.replace(/\u001b\[2?[12]m/g, '')

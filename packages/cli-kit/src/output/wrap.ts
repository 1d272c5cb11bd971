import { displayWidth } from './display-width.js'

/** Lines of at most `width` columns, broken between words. A word longer than a line stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > Math.max(20, width)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** What stands in the last fenced block of a text, as it is there; undefined where there is none. An open one counts. */
export function lastCodeBlock(markdown: string): string | undefined {
  let last: string[] | undefined
  let open: { readonly fence: string; readonly indent: number } | undefined
  for (const line of markdown.split('\n')) {
    const [, indent = '', fence = '', info = ''] = /^( {0,12})(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (open !== undefined) {
      const closes = fence.startsWith(open.fence) && info.trim() === ''
      if (closes) open = undefined
      else last?.push(line.replace(new RegExp(`^ {0,${open.indent}}`), ''))
    } else if (fence !== '' && !(fence.startsWith('`') && info.includes('`'))) {
      open = { fence, indent: indent.length }
      last = []
    }
  }
  return last?.map((line) => `${line}\n`).join('')
}

/** A query cut into what the parser looks at. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly isPrefix: boolean }
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' }

const space = /\s*/y
const quoted = /"([^"]*)"(\*?)/y
/** A quotation mark that is never closed is just a mark. */
const bare = /(?:[^\s"]|"(?![^"]*"))+/y
const excludes = /-(?=\S)/y
const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' }

/** Cut a query into pieces. Parentheses without a partner are just marks, and left out. */
export function readQuery(query: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(query)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  for (take(space); at < query.length; take(space)) {
    const phrase = take(quoted)
    if (phrase !== null) {
      pieces.push({ kind: 'text', text: phrase[1] ?? '', isPrefix: phrase[2] === '*' })
    } else if (take(excludes) !== null) {
      pieces.push({ kind: 'not' })
    } else if (query[at] === '(' || query[at] === ')') {
      pieces.push({ kind: query[at] === '(' ? 'open' : 'close' })
      at += 1
    } else {
      const word = withoutLooseClosing(take(bare)?.[0] ?? '')
      at = bare.lastIndex - word.loose
      const operator = operators[word.text]
      pieces.push(operator === undefined ? pieceOf(word.text) : { kind: operator })
    }
  }
  return withPartners(pieces)
}

const pieceOf = (word: string): Piece =>
  word.endsWith('*')
    ? { kind: 'text', text: word.slice(0, -1), isPrefix: true }
    : { kind: 'text', text: word, isPrefix: false }

/** `call())` within parentheses: the last one closes what stands before the word. */
function withoutLooseClosing(word: string): { readonly text: string; readonly loose: number } {
  let depth = 0
  let end = word.length
  for (const character of word) depth += character === '(' ? 1 : character === ')' ? -1 : 0
  while (depth < 0 && word[end - 1] === ')') {
    depth += 1
    end -= 1
  }
  return { text: word.slice(0, end), loose: word.length - end }
}

function withPartners(pieces: readonly Piece[]): readonly Piece[] {
  const loose = new Set<number>()
  const open: number[] = []
  for (const [index, { kind }] of pieces.entries()) {
    if (kind === 'open') open.push(index)
    else if (kind === 'close' && open.pop() === undefined) loose.add(index)
  }
  for (const index of open) loose.add(index)
  return pieces.filter((_, index) => !loose.has(index))
}

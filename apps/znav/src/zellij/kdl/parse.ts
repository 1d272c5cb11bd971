import type { KdlDocument, KdlNode, KdlValue } from './document.js'
import { Scanner } from './scanner.js'
import { readString, readValue, skipType } from './values.js'

/** Layouts nest by panes; a file that goes deeper is not one, and must not exhaust the stack. */
const maxDepth = 200

/**
 * Read a KDL version 1 document. Comments, type annotations and everything behind `/-` are left out.
 *
 * @throws KdlSyntaxError with the line
 */
export function parseKdl(text: string): KdlDocument {
  const scanner = new Scanner(text)
  const nodes = readNodes(scanner, 0)
  if (!scanner.atEnd) scanner.fail('a brace closes nothing')
  return nodes
}

function readNodes(scanner: Scanner, depth: number): KdlNode[] {
  if (depth > maxDepth) scanner.fail('nested too deeply')
  const nodes: KdlNode[] = []
  for (;;) {
    scanner.skipBetweenNodes()
    if (scanner.atEnd || scanner.peek() === '}') return nodes
    const commentedOut = scanner.accept('/-')
    if (commentedOut) scanner.skipSpace()
    const node = readNode(scanner, depth)
    if (!commentedOut) nodes.push(node)
  }
}

function readNode(scanner: Scanner, depth: number): KdlNode {
  skipType(scanner)
  const name = readString(scanner) ?? scanner.bareIdentifier() ?? scanner.fail('expected the name of a node')
  const args: KdlValue[] = []
  const props = new Map<string, KdlValue>()
  let children: KdlNode[] = []
  for (;;) {
    const spaced = scanner.skipSpace()
    const commentedOut = scanner.accept('/-')
    if (commentedOut) scanner.skipSpace()
    if (scanner.accept('{')) {
      const found = readNodes(scanner, depth + 1)
      if (!scanner.accept('}')) scanner.fail('a brace is not closed')
      if (!commentedOut) children = found
      continue
    }
    if (scanner.atNodeEnd()) return { name, args, props: Object.fromEntries(props), children }
    if (!spaced && !commentedOut) scanner.fail('expected a space')
    readEntry(scanner, (key, value) => {
      if (commentedOut) return
      if (key === undefined) args.push(value)
      else props.set(key, value)
    })
  }
}

/** A value, or `key=value`. */
function readEntry(scanner: Scanner, found: (key: string | undefined, value: KdlValue) => void): void {
  const value = readValue(scanner)
  const key = typeof value === 'string' ? value : value === undefined ? scanner.bareIdentifier() : undefined
  if (key !== undefined && scanner.accept('=')) {
    const assigned = readValue(scanner)
    found(key, assigned === undefined ? scanner.fail('expected a value after =') : assigned)
  } else if (value !== undefined) {
    found(undefined, value)
  } else {
    scanner.fail(key === undefined ? 'expected a value' : `${key} is neither quoted nor followed by =`)
  }
}

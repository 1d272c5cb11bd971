import type { KdlDocument, KdlNode, KdlValue } from './document.js'

/** Write a document, one node a line, four spaces a level, as Zellij writes its layouts. */
export function printKdl(nodes: KdlDocument, indent = ''): string {
  return nodes.map((node) => printNode(node, indent)).join('')
}

function printNode(node: KdlNode, indent: string): string {
  const words = [
    printName(node.name),
    ...node.args.map(printValue),
    ...Object.entries(node.props).map(([key, value]) => `${printName(key)}=${printValue(value)}`),
  ].join(' ')
  if (node.children.length === 0) return `${indent}${words}\n`
  return `${indent}${words} {\n${printKdl(node.children, `${indent}    `)}${indent}}\n`
}

/** Only what is certainly an identifier goes without quotes; quoting is always right. */
function printName(name: string): string {
  const keyword = name === 'true' || name === 'false' || name === 'null'
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && !keyword ? name : printString(name)
}

/** Without quotes only what can't say more than a value: a snapshot out of a store may hold anything. */
function printValue(value: KdlValue): string {
  const bare = typeof value === 'number' || typeof value === 'boolean' || value === null
  return bare ? String(value) : printString(String(value))
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
}

function printString(text: string): string {
  return `"${text.replace(/["\\\n\r\t\b\f]/g, (char) => escapes[char] ?? char)}"`
}

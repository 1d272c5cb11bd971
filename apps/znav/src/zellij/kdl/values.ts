import type { KdlValue } from './document.js'
import type { Scanner } from './scanner.js'

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '/': '/',
  '"': '"',
  b: '\b',
  f: '\f',
}

const keywords: ReadonlyMap<string, KdlValue> = new Map<string, KdlValue>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** A quoted or raw string at this place, if there is one. */
export function readString(scanner: Scanner): string | undefined {
  const raw = scanner.take(/r#*"/y)
  if (raw !== undefined) {
    return scanner.takeUntil(`"${'#'.repeat(raw.length - 2)}`) ?? scanner.fail('a raw string is not closed')
  }
  if (!scanner.accept('"')) return undefined
  let text = ''
  for (;;) {
    const plain = scanner.take(/[^"\\]+/y)
    if (plain !== undefined) text += plain
    else if (scanner.accept('"')) return text
    else if (scanner.accept('\\')) text += readEscape(scanner)
    else return scanner.fail('a string is not closed')
  }
}

/** A value at this place, if there is one. Its type annotation, if any, is skipped. */
export function readValue(scanner: Scanner): KdlValue | undefined {
  skipType(scanner)
  const text = readString(scanner)
  if (text !== undefined) return text
  const number = scanner.take(/[+-]?[0-9][0-9A-Za-z_.+-]*/y)
  if (number !== undefined) return readNumber(number) ?? scanner.fail(`${number} is not a number`)
  const word = scanner.take(/(?:true|false|null)(?![^\s;{}()"\\/=])/y)
  return word === undefined ? undefined : keywords.get(word)
}

/** `(u8)` before a value or node. */
export function skipType(scanner: Scanner): void {
  if (!scanner.accept('(')) return
  if (readString(scanner) === undefined && scanner.bareIdentifier() === undefined) scanner.fail('a type has no name')
  if (!scanner.accept(')')) scanner.fail('a type is not closed')
}

function readEscape(scanner: Scanner): string {
  const code = scanner.take(/u\{[0-9a-fA-F]{1,6}\}/y)
  if (code !== undefined) {
    const point = Number.parseInt(code.slice(2, -1), 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : scanner.fail(`\\${code} is no character`)
  }
  const letter = scanner.next()
  return escapes[letter] ?? scanner.fail(`\\${letter} is no escape`)
}

function readNumber(text: string): number | undefined {
  const plain = text.replaceAll('_', '')
  const radix = /^([+-]?)(0x[0-9a-f]+|0o[0-7]+|0b[01]+)$/i.exec(plain)
  if (radix) return Number(radix[2]) * (radix[1] === '-' ? -1 : 1)
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KdlNode, KdlSyntaxError } from './document.js'
import { parseKdl } from './parse.js'
import { printKdl } from './print.js'

const node = (name: string, more: Partial<KdlNode> = {}): KdlNode => ({
  name,
  args: [],
  props: {},
  children: [],
  ...more,
})

describe('parseKdl', () => {
  it('reads what Zellij writes', () => {
    const layout = `layout {
    cwd "/tmp/ü"
    tab name="Tab #1" focus=true hide_floating_panes=true {
        pane size=1 borderless=true {
            plugin location="zellij:tab-bar"
        }
        pane name="p \\"x\\" \\\\" size="50%"
    }
}
`
    expect(parseKdl(layout)).toEqual([
      node('layout', {
        children: [
          node('cwd', { args: ['/tmp/ü'] }),
          node('tab', {
            props: { name: 'Tab #1', focus: true, hide_floating_panes: true },
            children: [
              node('pane', {
                props: { size: 1, borderless: true },
                children: [node('plugin', { props: { location: 'zellij:tab-bar' } })],
              }),
              node('pane', { props: { name: 'p "x" \\', size: '50%' } }),
            ],
          }),
        ],
      }),
    ])
  })

  it.each<[string, KdlNode[]]>([
    ['a; b ; c', [node('a'), node('b'), node('c')]],
    ['a 1 -2 +3 1.5 1e3 1_000 0xff 0o17 -0b101', [node('a', { args: [1, -2, 3, 1.5, 1000, 1000, 255, 15, -5] })]],
    ['a true false null "null"', [node('a', { args: [true, false, null, 'null'] })]],
    ['a b=null "c d"=1 b=2', [node('a', { props: { b: 2, 'c d': 1 } })]],
    ['a r"\\n" r#"say "hi""#', [node('a', { args: ['\\n', 'say "hi"'] })]],
    ['a "\\u{1F3EF}\\n"', [node('a', { args: ['🏯\n'] })]],
    ['(type)a (u8)1', [node('a', { args: [1] })]],
    ['a /* one /* two */ */ 1 // rest\nb', [node('a', { args: [1] }), node('b')]],
    ['a \\ // comment\n  1', [node('a', { args: [1] })]],
    ['a /-1 2 /-x=1 /-{ b }', [node('a', { args: [2] })]],
    ['/-a { b }\nc', [node('c')]],
    ['a{b}', [node('a', { children: [node('b')] })]],
    ['', []],
    ['\ufeff\r\n  \n', []],
  ])('reads %j', (text, expected) => {
    expect(parseKdl(text)).toEqual(expected)
  })

  it.each([
    ['a "open', 1],
    ['a\nb {', 2],
    ['a }', 1],
    ['a 1x', 1],
    ['a b', 1],
    ['a b=', 1],
    ['a "\\q"', 1],
    ['\n\n/* open', 3],
    ['a "x"1', 1],
    ['{', 1],
    ['a "\\u{ffffff}"', 1],
    ['(a', 1],
    ['There is no active session!', 1],
  ])('refuses %j, naming the line', (text, line) => {
    expect(() => parseKdl(text)).toThrow(expect.objectContaining({ name: 'KdlSyntaxError', line }))
  })

  it('refuses a text that nests without end instead of overflowing', () => {
    expect(() => parseKdl('a {'.repeat(100_000))).toThrow(KdlSyntaxError)
  })
})

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('pane', 'true', 'a-b', '-', '1'))
const tree = (depth: number): fc.Arbitrary<KdlNode> =>
  fc.record({
    name,
    args: fc.array(value, { maxLength: 3 }),
    props: fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
    children: depth === 0 ? fc.constant([]) : fc.array(tree(depth - 1), { maxLength: 3 }),
  })

describe('printKdl', () => {
  it('writes what parseKdl reads back unchanged, for any document', () => {
    fc.assert(
      fc.property(fc.array(tree(3), { maxLength: 4 }), (nodes) => {
        expect(parseKdl(printKdl(nodes))).toEqual(nodes)
      }),
    )
  })
})

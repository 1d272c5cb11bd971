import fc from 'fast-check'
import type { KdlNode, KdlValue } from '../../src/zellij/kdl/document.js'
import { printKdl } from '../../src/zellij/kdl/print.js'

const node = (name: string, props: Record<string, KdlValue> = {}, children: KdlNode[] = [], args: KdlValue[] = []) => ({
  name,
  args,
  props,
  children,
})

/** Names that have broken parsers before. */
const oddName = fc.constantFrom(
  'api',
  'My "quoted" pane',
  'ünïcode 🏯 שלום',
  "it's",
  'a\\b',
  '{ brace; }',
  '// no comment',
  '/* nor this */',
  '$(x) `y` $HOME',
  'r#"raw"#',
  'x'.repeat(180),
)

const command = fc.constantFrom(
  [],
  [],
  [],
  ['vim', 'a file.txt'],
  ['sh', '-c', 'echo "one; two" | cat'],
  [
    'ssh',
    '-p',
    '2222',
    '-o',
    'ServerAliveInterval=30',
    'me@example.org',
    'tail -f "/var/log/some file" | grep \'x y\'',
  ],
  ['no-such-program-here', "it's", '--flag=ü', 'two\nlines', '$HOME'],
)

/** A terminal pane: perhaps named, in one of these folders, perhaps with a command. */
const terminal = (folders: readonly string[]) =>
  fc
    .record({ name: fc.option(oddName, { nil: undefined }), cwd: fc.constantFrom(...folders), words: command })
    .map(({ name, cwd, words: [program, ...args] }) =>
      node('pane', { ...(program === undefined ? {} : { command: program }), ...(name ? { name } : {}), cwd }, [
        ...(args.length === 0 ? [] : [node('args', {}, [], args)]),
        ...(program === undefined ? [] : [node('start_suspended', {}, [], [true])]),
      ]),
    )

/** A split and what share of it each part has; without any, all are alike. */
interface Shape {
  readonly pane: KdlNode
  readonly parts?: readonly Shape[]
  readonly shares?: readonly number[]
}

const stack = (folders: readonly string[]): fc.Arbitrary<Shape> =>
  fc.tuple(fc.array(terminal(folders), { minLength: 2, maxLength: 4 }), fc.nat()).map(([panes, open]) => ({
    pane: node(
      'pane',
      { stacked: true },
      panes.map((pane, at) => (at === open % panes.length ? withProps(pane, { expanded: true }) : pane)),
    ),
  }))

const withProps = (pane: KdlNode, props: Record<string, KdlValue>): KdlNode => ({
  ...pane,
  props: { ...pane.props, ...props },
})

/** Panes beside or above one another, to a depth at which each still has room. */
function split(folders: readonly string[], depth: number, vertical: boolean): fc.Arbitrary<Shape> {
  const leaf = terminal(folders).map((pane): Shape => ({ pane }))
  const child = fc.oneof(
    { arbitrary: leaf, weight: 3 },
    ...(depth === 0 ? [] : [{ arbitrary: split(folders, depth - 1, !vertical), weight: 3 }]),
    ...(vertical ? [{ arbitrary: stack(folders), weight: 1 }] : []),
  )
  const shares = fc
    .tuple(fc.integer({ min: 30, max: 45 }), fc.integer({ min: 20, max: 35 }))
    .map(([a, b]) => [a, b, 100 - a - b])
  return fc
    .record({ parts: fc.array(child, { minLength: 2, maxLength: vertical ? 3 : 2 }), shares, alike: fc.boolean() })
    .map(({ parts, shares: [first = 40, second = 30, third = 30], alike }) => ({
      pane: node('pane', vertical ? { split_direction: 'vertical' } : {}),
      parts,
      ...(alike ? {} : { shares: parts.length === 2 ? [first, second + third] : [first, second, third] }),
    }))
}

/** Zellij reads percentages of the whole tab, at every depth, and gives what is left over to whom it is told nothing of. */
function placed({ pane, parts, shares }: Shape, whole: { vertical: number; horizontal: number }): KdlNode {
  if (parts === undefined) return pane
  const axis = pane.props.split_direction === 'vertical' ? 'vertical' : 'horizontal'
  const percents = parts.map((_, at) => Math.round((whole[axis] * (shares?.[at] ?? 100 / parts.length)) / 100))
  return {
    ...pane,
    children: parts.map((part, at) => {
      const child = placed(part, { ...whole, [axis]: percents[at] ?? 1 })
      return shares === undefined || at === parts.length - 1 ? child : withProps(child, { size: `${percents[at]}%` })
    }),
  }
}

const floating = (folders: readonly string[]) =>
  fc
    .record({
      pane: terminal(folders),
      x: fc.integer({ min: 1, max: 90 }),
      y: fc.integer({ min: 2, max: 20 }),
      width: fc.integer({ min: 20, max: 90 }),
      height: fc.integer({ min: 6, max: 24 }),
      pinned: fc.boolean(),
    })
    .map(({ pane, pinned, ...place }) => ({
      ...pane,
      children: [
        ...pane.children,
        ...Object.entries(place).map(([name, value]) => node(name, {}, [], [value])),
        ...(pinned ? [node('pinned', {}, [], [true])] : []),
      ],
    }))

const bar = (location: string, size: number) =>
  node('pane', { size, borderless: true }, [node('plugin', { location: `zellij:${location}` })])

const tab = (folders: readonly string[], depth: number) =>
  fc
    .record({
      body: fc.oneof(
        { arbitrary: terminal(folders).map((pane): Shape => ({ pane })), weight: 1 },
        { arbitrary: split(folders, depth, true), weight: 3 },
        { arbitrary: split(folders, depth, false), weight: 3 },
        { arbitrary: stack(folders), weight: 1 },
      ),
      floats: fc.array(floating(folders), { maxLength: 2 }),
      hidden: fc.boolean(),
      above: fc.boolean(),
      below: fc.boolean(),
    })
    .map(({ body, floats, hidden, above, below }) => ({
      props: hidden && floats.length > 0 ? { hide_floating_panes: true } : {},
      children: [
        ...(above ? [bar('tab-bar', 1)] : []),
        placed(body, { vertical: 100, horizontal: 100 }),
        ...(below ? [bar('status-bar', 2)] : []),
        ...(floats.length === 0 ? [] : [node('floating_panes', {}, floats)]),
      ],
    }))

export interface GeneratedSession {
  readonly layout: string
  readonly paneCount: number
  /** What somebody does to it afterwards: `resize` of a pane, by its number. */
  readonly resizes: readonly (readonly [pane: number, how: string, where: string])[]
}

/** Sessions: tiled, nested, stacked, floating; several tabs; odd names and folders; panes that were resized. */
export const generatedSession = (folders: readonly string[], depth: number): fc.Arbitrary<GeneratedSession> =>
  fc
    .record({
      tabs: fc.array(tab(folders, depth), { minLength: 1, maxLength: 3 }),
      names: fc.array(oddName, { minLength: 3, maxLength: 3 }),
      active: fc.nat(),
      resizes: fc.array(
        fc.tuple(fc.nat({ max: 8 }), fc.constantFrom('increase', 'decrease'), fc.constantFrom('right', 'down')),
        { maxLength: 3 },
      ),
    })
    .map(({ tabs, names, active, resizes }) => {
      const nodes = tabs.map(({ props, children }, at) =>
        node(
          'tab',
          { name: `${names[at]} ${at}`, ...(at === active % tabs.length ? { focus: true } : {}), ...props },
          children,
        ),
      )
      return { layout: printKdl([node('layout', {}, nodes)]), paneCount: nodes.reduce(countPanes, 0), resizes }
    })

const countPanes = (sum: number, { props, children }: KdlNode): number =>
  children.reduce(countPanes, sum) + (props.cwd === undefined ? 0 : 1)

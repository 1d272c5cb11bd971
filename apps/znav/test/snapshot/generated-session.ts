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
  'ünïcode 🏯',
  "it's",
  'a\\b',
  '{ brace; }',
  '// no comment',
  '$(x)',
)

const command = fc.constantFrom(
  [],
  [],
  [],
  ['vim', 'a file.txt'],
  ['sh', '-c', 'echo "one; two" | cat'],
  ['no-such-program-here', "it's", '--flag=ü'],
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

const sized = (child: KdlNode, size: string): KdlNode => ({ ...child, props: { ...child.props, size } })

/** Panes beside or above one another, to a depth at which each still has room. */
function split(folders: readonly string[], depth: number, vertical: boolean): fc.Arbitrary<KdlNode> {
  const child = depth === 0 ? terminal(folders) : fc.oneof(terminal(folders), split(folders, depth - 1, !vertical))
  return fc
    .record({ first: child, second: child, share: fc.integer({ min: 30, max: 70 }) })
    .map(({ first, second, share }) =>
      node('pane', vertical ? { split_direction: 'vertical' } : {}, [
        sized(first, `${share}%`),
        sized(second, `${100 - share}%`),
      ]),
    )
}

const stack = (folders: readonly string[]) =>
  fc.tuple(fc.array(terminal(folders), { minLength: 2, maxLength: 4 }), fc.nat()).map(([panes, open]) =>
    node(
      'pane',
      { stacked: true },
      panes.map((pane, at) =>
        at === open % panes.length ? { ...pane, props: { ...pane.props, expanded: true } } : pane,
      ),
    ),
  )

const floating = (folders: readonly string[]) =>
  fc
    .record({
      pane: terminal(folders),
      x: fc.integer({ min: 1, max: 90 }),
      y: fc.integer({ min: 2, max: 20 }),
      width: fc.integer({ min: 20, max: 90 }),
      height: fc.integer({ min: 6, max: 24 }),
    })
    .map(({ pane, ...place }) => ({
      ...pane,
      children: [...pane.children, ...Object.entries(place).map(([name, value]) => node(name, {}, [], [value]))],
    }))

const tab = (folders: readonly string[], depth: number) =>
  fc
    .record({
      body: fc.oneof(terminal(folders), split(folders, depth, true), split(folders, depth, false), stack(folders)),
      floats: fc.array(floating(folders), { maxLength: 2 }),
      hidden: fc.boolean(),
      bar: fc.boolean(),
    })
    .map(({ body, floats, hidden, bar }) => ({
      props: hidden && floats.length > 0 ? { hide_floating_panes: true } : {},
      children: [
        ...(bar ? [node('pane', { size: 1, borderless: true }, [node('plugin', { location: 'zellij:tab-bar' })])] : []),
        body,
        ...(floats.length === 0 ? [] : [node('floating_panes', {}, floats)]),
      ],
    }))

/** Layouts of whole sessions: tiled, nested, stacked, floating; several tabs; odd names and folders. */
export const generatedLayout = (folders: readonly string[], depth: number): fc.Arbitrary<string> =>
  fc
    .record({
      tabs: fc.array(tab(folders, depth), { minLength: 1, maxLength: 3 }),
      names: fc.array(oddName, { minLength: 3, maxLength: 3 }),
      active: fc.nat(),
    })
    .map(({ tabs, names, active }) =>
      printKdl([
        node(
          'layout',
          {},
          tabs.map(({ props, children }, at) =>
            node(
              'tab',
              { name: `${names[at]} ${at}`, ...(at === active % tabs.length ? { focus: true } : {}), ...props },
              children,
            ),
          ),
        ),
      ]),
    )

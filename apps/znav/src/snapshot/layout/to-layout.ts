import type { KdlDocument, KdlNode, KdlValue } from '../../zellij/kdl/document.js'
import type { Floating, PaneContent, Placed, SessionContent, TabContent, TreeNode } from '../model.js'
import { tabsInOrder } from '../model.js'
import { hideEditor } from './editor-words.js'
import { splitWords } from './shell-words.js'
import { layoutSizes } from './sizes/layout-sizes.js'
import { storedPlugin, storedTemplate } from './stored-kdl.js'

export interface LayoutOptions {
  /** Whether the command of this pane runs at once. Any other waits for Enter. */
  readonly runs: (key: string) => boolean
}

/**
 * The layout from which Zellij makes the session again.
 *
 * @throws SnapshotError `snapshot/damaged` where the content's own KDL is not what a capture writes
 */
export function toLayout(content: SessionContent, options: LayoutOptions): KdlDocument {
  const tabs = tabsInOrder(content).map((tab) => tabNode(tab, content, options))
  return [node('layout', {}, [...tabs, ...storedTemplate(content.template)])]
}

function tabNode(tab: TabContent, content: SessionContent, { runs }: LayoutOptions): KdlNode {
  const folded = new Set(tab.tiled.flatMap(foldedIn))
  const focused = new Set([tab.focus, tab.floatingFocus].filter((key) => key !== undefined && !folded.has(key)))
  const terminal = (key: string, props: Props, place: readonly KdlNode[] = []) => {
    const pane = content.panes[key] ?? {}
    return node('pane', { ...paneProps(pane), ...(focused.has(key) ? { focus: true } : {}), ...props }, [
      ...commandNodes(pane, runs(key)),
      ...place,
    ])
  }
  const sizeOf = layoutSizes(tab, content)
  const tiled = (tree: TreeNode): KdlNode => {
    const props = placeProps(tree, sizeOf(tree))
    if ('plugin' in tree) return node('pane', props, storedPlugin(tree.plugin))
    if ('pane' in tree) return terminal(tree.pane, props)
    const direction = tree.vertical === true ? { split_direction: 'vertical' } : {}
    const stacked = tree.stacked === true ? { stacked: true } : {}
    return node('pane', { ...props, ...direction, ...stacked }, tree.children.map(tiled))
  }
  const floating = (float: Floating): KdlNode => {
    const place = cells(float)
    const props = float.borderless === true ? { borderless: true } : {}
    if (float.pane !== undefined) return terminal(float.pane, props, place)
    return node('pane', props, [...storedPlugin(float.plugin ?? ''), ...place])
  }
  const floats = tab.floating.length === 0 ? [] : [node('floating_panes', {}, tab.floating.map(floating))]
  const props = {
    name: tab.name,
    ...(tab.active === true ? { focus: true } : {}),
    ...(tab.floatingHidden === true ? { hide_floating_panes: true } : {}),
  }
  return node('tab', props, [...tab.tiled.map(tiled), ...floats])
}

/**
 * Panes of stacks that are not the open one. In a tab that nobody has looked at yet one of them may have the focus, and
 * stays folded; told to focus it, Zellij would open it.
 */
function foldedIn(node: TreeNode): string[] {
  if (!('children' in node)) return []
  if (node.stacked !== true) return node.children.flatMap(foldedIn)
  return node.children.flatMap((child) => ('pane' in child && child.expanded !== true ? [child.pane] : []))
}

type Props = Readonly<Record<string, KdlValue>>

const node = (name: string, props: Props = {}, children: readonly KdlNode[] = [], args: readonly KdlValue[] = []) => ({
  name,
  args,
  props,
  children,
})

function paneProps({ name, cwd, command }: PaneContent): Props {
  const program = startedWords(command)[0]
  return {
    ...(program === undefined ? {} : { command: literal(program) }),
    ...(name === undefined ? {} : { name }),
    ...(cwd === undefined ? {} : { cwd: literal(cwd) }),
  }
}

function commandNodes({ command }: PaneContent, runs: boolean): KdlNode[] {
  const [program, ...args] = startedWords(command)
  if (program === undefined) return []
  return [
    ...(args.length === 0 ? [] : [node('args', {}, [], args)]),
    ...(runs ? [] : [node('start_suspended', {}, [], [true])]),
  ]
}

const startedWords = (command: string | undefined) => (command === undefined ? [] : hideEditor(splitWords(command)))

/** Zellij puts variables into programs and directories. */
const literal = (text: string) => text.replaceAll('$', '$$$$')

function placeProps({ borderless, expanded }: Placed, size: Placed['size']): Props {
  return {
    ...(size === undefined ? {} : { size }),
    ...(borderless === true ? { borderless } : {}),
    ...(expanded === true ? { expanded } : {}),
  }
}

function cells({ x, y, width, height, pinned }: Floating): KdlNode[] {
  const places = Object.entries({ x, y, width, height }).map(([name, value]) => node(name, {}, [], [value]))
  return pinned === true ? [...places, node('pinned', {}, [], [true])] : places
}

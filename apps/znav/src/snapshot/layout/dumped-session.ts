import type { KdlNode, KdlValue } from '../../zellij/kdl/document.js'
import { parseKdl } from '../../zellij/kdl/parse.js'
import { printKdl } from '../../zellij/kdl/print.js'
import { SnapshotError } from '../errors.js'
import type { Placed } from '../model.js'
import { unhideEditor } from './editor-words.js'
import { joinWords } from './shell-words.js'

/** What `dump-layout` tells of a pane. It gives no ids. */
export interface DumpedPane extends Placed {
  readonly kind: 'pane'
  readonly name?: string
  readonly cwd?: string
  readonly command?: string
  /** The file, where Zellij takes the pane for an editor's. It does not say which editor. */
  readonly edits?: string
}

export interface DumpedPlugin extends Placed {
  readonly kind: 'plugin'
  readonly kdl: string
}

export interface DumpedSplit extends Placed {
  readonly kind: 'split'
  readonly vertical: boolean
  readonly stacked: boolean
  readonly children: readonly DumpedNode[]
}

export type DumpedLeaf = DumpedPane | DumpedPlugin
export type DumpedNode = DumpedLeaf | DumpedSplit

export interface DumpedFloat {
  readonly leaf: DumpedLeaf
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly pinned: boolean
}

export interface DumpedTab {
  readonly name: string
  readonly focused: boolean
  readonly floatingHidden: boolean
  readonly tiled: readonly DumpedNode[]
  readonly floating: readonly DumpedFloat[]
  /** The leaf with the focus; Zellij tells it where a client is. */
  readonly focus?: DumpedLeaf
}

export interface DumpedSession {
  readonly tabs: readonly DumpedTab[]
  /** All else that the layout holds, as KDL. */
  readonly template: string
}

/**
 * Read the answer of `dump-layout`.
 *
 * @throws SnapshotError `snapshot/broken-dump` for one that is empty, cut off, or no layout at all
 */
export function readDump(kdl: string): DumpedSession {
  const layout = layoutIn(kdl)
  const tabs = layout.children.filter((node) => node.name === 'tab')
  if (tabs.length === 0) throw brokenDump('it has no tabs')
  const base = text(layout.children.find((node) => node.name === 'cwd')?.args[0]) ?? '/'
  const rest = layout.children.filter((node) => node.name !== 'tab' && node.name !== 'cwd')
  return { tabs: tabs.map((tab) => readTab(tab, base)), template: printKdl(rest) }
}

function layoutIn(kdl: string): KdlNode {
  try {
    const layout = parseKdl(kdl).find((node) => node.name === 'layout')
    if (layout !== undefined) return layout
  } catch (error) {
    throw brokenDump(error instanceof Error ? error.message : String(error))
  }
  throw brokenDump(`it begins with ${JSON.stringify(kdl.trim().slice(0, 60))}`)
}

const brokenDump = (reason: string) =>
  new SnapshotError(`what Zellij told of the session is no layout: ${reason}`, {
    code: 'snapshot/broken-dump',
    recoverable: true,
    hint: 'Nothing was stored. Try again in a moment.',
  })

function readTab(tab: KdlNode, base: string): DumpedTab {
  const focus: DumpedLeaf[] = []
  const tiled = tab.children.filter(isPane).map((node) => readNode(node, base, focus))
  const floating = tab.children
    .filter((node) => node.name === 'floating_panes')
    .flatMap((node) => node.children.filter(isPane))
    .map((node) => readFloat(node, base, focus))
  return {
    name: text(tab.props.name) ?? '',
    focused: tab.props.focus === true,
    floatingHidden: floating.length > 0 && tab.props.hide_floating_panes === true,
    tiled,
    floating,
    ...(focus[0] === undefined ? {} : { focus: focus[0] }),
  }
}

const isPane = (node: KdlNode) => node.name === 'pane'

function readNode(node: KdlNode, base: string, focus: DumpedLeaf[]): DumpedNode {
  const inner = node.children.filter(isPane)
  if (inner.length === 0) return readLeaf(node, base, focus)
  return {
    kind: 'split',
    vertical: node.props.split_direction === 'vertical',
    stacked: node.props.stacked === true,
    children: inner.map((child) => readNode(child, base, focus)),
    ...placed(node),
  }
}

function readLeaf(node: KdlNode, base: string, focus: DumpedLeaf[]): DumpedLeaf {
  const leaf = leafOf(node, base)
  if (node.props.focus === true) focus.push(leaf)
  return leaf
}

function leafOf(node: KdlNode, base: string): DumpedLeaf {
  const plugin = node.children.find((child) => child.name === 'plugin')
  if (plugin !== undefined) return { kind: 'plugin', kdl: printKdl([plugin]), ...placed(node) }
  const name = text(node.props.name)
  const cwd = text(node.props.cwd)
  const program = text(node.props.command)
  const args = node.children.find((child) => child.name === 'args')?.args.map(String) ?? []
  const words = program === undefined ? undefined : unhideEditor([program, ...args])
  const edits = text(node.props.edit)
  return {
    kind: 'pane',
    ...placed(node),
    ...(name === undefined ? {} : { name }),
    ...(edits === undefined ? {} : { edits }),
    cwd: cwd === undefined ? base : cwd.startsWith('/') ? cwd : `${base.replace(/\/$/, '')}/${cwd}`,
    ...(words === undefined ? {} : { command: joinWords(words) }),
  }
}

function readFloat(node: KdlNode, base: string, focus: DumpedLeaf[]): DumpedFloat {
  const cells = (name: string) => {
    const value = node.children.find((child) => child.name === name)?.args[0]
    return typeof value === 'number' ? value : 0
  }
  return {
    leaf: readLeaf(node, base, focus),
    x: cells('x'),
    y: cells('y'),
    width: cells('width'),
    height: cells('height'),
    pinned: node.children.some((child) => child.name === 'pinned' && child.args[0] === true),
  }
}

function placed({ props }: KdlNode): Placed {
  const { size } = props
  return {
    ...(typeof size === 'string' || typeof size === 'number' ? { size } : {}),
    ...(props.borderless === true ? { borderless: true } : {}),
    ...(props.expanded === true ? { expanded: true } : {}),
  }
}

const text = (value: KdlValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

import type { Floating, Geometry, PaneContent, Placed, SessionContent, TabContent, TreeNode } from '../model.js'
import type { DumpedFloat, DumpedLeaf, DumpedNode, DumpedPane, DumpedSession, DumpedTab } from './dumped-session.js'
import { type Joined, joinPanes } from './join-panes.js'
import type { ListedPane, ListedTab } from './listed-session.js'
import { joinWords, splitWords } from './shell-words.js'

export interface Listed {
  readonly tabs: readonly ListedTab[]
  readonly panes: readonly ListedPane[]
}

export interface ToldContent {
  readonly content: SessionContent
  /** Panes that were made for their command. In any other, Zellij guesses which command runs in the shell. */
  readonly ofCommand: ReadonlySet<string>
}

/**
 * What Zellij has told, as one content. Panes are keyed by Zellij's ids; where it gives none, by where they stand.
 *
 * @returns nothing when its answers do not fit together: it has to be asked again
 */
export function toContent(zellij: string, dump: DumpedSession, listed: Listed | undefined): ToldContent | undefined {
  if (listed !== undefined && listed.tabs.length !== dump.tabs.length) return undefined
  const tabs: Record<string, TabContent> = {}
  const panes: Record<string, PaneContent> = {}
  const ofCommand = new Set<string>()
  for (const [position, tab] of dump.tabs.entries()) {
    const row = listed?.tabs[position]
    const joined =
      row === undefined ? undefined : joinPanes(tab, listed?.panes.filter((pane) => pane.tabId === row.id) ?? [])
    if (listed !== undefined && (joined === undefined || row?.name !== tab.name)) return undefined
    const keyOf = keysOf(position, joined)
    tabs[`tab_${row?.id ?? position}`] = {
      ...tabContent(tab, position, keyOf, joined),
      ...((row?.active ?? tab.focused) ? { active: true } : {}),
      ...focusOf(tab, joined, keyOf),
    }
    for (const leaf of leaves(tab)) {
      if (leaf.kind !== 'pane') continue
      panes[keyOf(leaf)] = paneContent(leaf, joined?.get(leaf))
      if (joined?.get(leaf)?.madeFor !== undefined) ofCommand.add(keyOf(leaf))
    }
  }
  const shown = listed?.tabs.find((tab) => tab.active) ?? listed?.tabs[0]
  const display = shown === undefined ? {} : { display: { columns: shown.columns, rows: shown.rows } }
  return { content: { zellij, ...display, template: dump.template, tabs, panes }, ofCommand }
}

type KeyOf = (leaf: DumpedLeaf) => string

function keysOf(position: number, joined: Joined | undefined): KeyOf {
  const given = new Map<DumpedLeaf, string>()
  return (leaf) => {
    const id = joined?.get(leaf)?.id
    if (id !== undefined) return `terminal_${id}`
    const key = given.get(leaf) ?? `place_${position}_${given.size}`
    given.set(leaf, key)
    return key
  }
}

function tabContent(tab: DumpedTab, position: number, keyOf: KeyOf, joined: Joined | undefined): TabContent {
  return {
    name: tab.name,
    position,
    tiled: tab.tiled.map((node) => treeNode(node, keyOf, joined)),
    floating: tab.floating.map((float) => floatContent(float, keyOf, joined?.get(float.leaf))),
    ...(tab.floatingHidden ? { floatingHidden: true } : {}),
  }
}

function floatContent(float: DumpedFloat, keyOf: KeyOf, listed: ListedPane | undefined): Floating {
  const { leaf, x, y, pinned } = float
  return {
    ...(leaf.kind === 'plugin' ? { plugin: leaf.kdl } : { pane: keyOf(leaf) }),
    x,
    y,
    width: listed?.columns ?? float.width,
    height: listed?.rows ?? float.height,
    ...(pinned ? { pinned } : {}),
    ...(leaf.borderless === true ? { borderless: true } : {}),
  }
}

function treeNode(node: DumpedNode, keyOf: KeyOf, joined: Joined | undefined): TreeNode {
  // Where cells are known, the percentages of a dump say nothing more, and say it wrongly in nested splits.
  const size = joined === undefined || typeof node.size === 'number' ? node.size : undefined
  const place: Placed = {
    ...(size === undefined ? {} : { size }),
    ...(node.borderless === undefined ? {} : { borderless: node.borderless }),
    ...(node.expanded === undefined ? {} : { expanded: node.expanded }),
  }
  if (node.kind === 'plugin') return { plugin: node.kdl, ...place, ...geometryOf(joined?.get(node)) }
  if (node.kind === 'pane') return { pane: keyOf(node), ...place }
  return {
    children: node.children.map((child) => treeNode(child, keyOf, joined)),
    ...(node.vertical ? { vertical: true } : {}),
    ...(node.stacked ? { stacked: true } : {}),
    ...place,
  }
}

const geometryOf = (listed: ListedPane | undefined): { readonly geometry?: Geometry } =>
  listed === undefined ? {} : { geometry: { x: listed.x, y: listed.y, columns: listed.columns, rows: listed.rows } }

function focusOf(
  tab: DumpedTab,
  joined: Joined | undefined,
  keyOf: KeyOf,
): Pick<TabContent, 'focus' | 'floatingFocus'> {
  const floats = new Set(tab.floating.map(({ leaf }) => leaf))
  const has = (leaf: DumpedLeaf) =>
    leaf.kind === 'pane' && (joined === undefined ? tab.focus === leaf : joined.get(leaf)?.focused === true)
  const focused = leaves(tab).filter(has)
  const tiled = focused.find((leaf) => !floats.has(leaf))
  const floating = focused.find((leaf) => floats.has(leaf))
  return {
    ...(tiled === undefined ? {} : { focus: keyOf(tiled) }),
    ...(floating === undefined ? {} : { floatingFocus: keyOf(floating) }),
  }
}

function paneContent(leaf: DumpedPane, listed: ListedPane | undefined): PaneContent {
  const cwd = listed?.cwd ?? leaf.cwd
  const command = leaf.command === undefined ? editorCommand(leaf, listed) : asMade(leaf.command, listed?.madeFor)
  return {
    ...(leaf.name === undefined ? {} : { name: leaf.name }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(command === undefined ? {} : { command }),
    ...geometryOf(listed),
  }
}

/** A script runs as its interpreter's argument. The list tells what the pane was made for, and not where words end. */
function asMade(command: string, madeFor: string | undefined): string {
  const words = splitWords(command)
  const start = words.findIndex((_, at) => words.slice(at).join(' ') === madeFor)
  return start > 0 ? joinWords(words.slice(start)) : command
}

/** The editor is told by the list alone, together with what it edits. */
function editorCommand({ edits }: DumpedPane, listed: ListedPane | undefined): string | undefined {
  if (edits === undefined) return undefined
  const { madeFor = `vi ${edits}` } = listed ?? {}
  const before = madeFor.endsWith(` ${edits}`) ? madeFor.slice(0, -edits.length - 1) : madeFor
  const words = before.split(' ').filter((word) => word !== '')
  return joinWords(before === madeFor ? words : [...words, edits])
}

function leaves(tab: DumpedTab): DumpedLeaf[] {
  const inside = (node: DumpedNode): DumpedLeaf[] => (node.kind === 'split' ? node.children.flatMap(inside) : [node])
  return [...tab.tiled.flatMap(inside), ...tab.floating.map(({ leaf }) => leaf)]
}

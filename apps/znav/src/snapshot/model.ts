/** One place in the tree of a tab's tiled panes. */
export interface Placed {
  /**
   * Cells, where it is fixed. Before Zellij 0.44 percent of the split around it (`37%`) otherwise; since then the panes'
   * geometry says it.
   */
  readonly size?: string | number
  readonly borderless?: true
  /** The pane of a stack that is open. */
  readonly expanded?: true
}

export interface PaneLeaf extends Placed {
  /** Key of the pane in `SessionContent.panes`. */
  readonly pane: string
}

/** A pane of Zellij's own, such as its bars, as KDL: its configuration is nobody else's business. */
export interface PluginLeaf extends Placed {
  readonly plugin: string
  readonly geometry?: Geometry
}

export interface Split extends Placed {
  readonly children: readonly TreeNode[]
  /** Side by side. Otherwise one above the other. */
  readonly vertical?: true
  readonly stacked?: true
}

export type TreeNode = PaneLeaf | PluginLeaf | Split

/** A floating pane, in cells of the tab's display. */
export interface Floating {
  readonly pane?: string
  readonly plugin?: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly pinned?: true
  readonly borderless?: true
}

export interface TabContent {
  readonly name: string
  readonly position: number
  readonly active?: true
  readonly tiled: readonly TreeNode[]
  readonly floating: readonly Floating[]
  /** Floating panes are there and not shown. */
  readonly floatingHidden?: true
  /** Keys of the panes that have the focus among the tiled and among the floating ones. */
  readonly focus?: string
  readonly floatingFocus?: string
}

/** Cells from the upper left corner. */
export interface Geometry {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
}

export interface GitPlace {
  /** A branch, or the beginning of a commit's hash where none is checked out. */
  readonly branch: string
  /** Top folder of the working tree. */
  readonly worktree: string
}

export interface PaneContent {
  /** Given by a person or a layout. A title that a program gave is not kept. */
  readonly name?: string
  readonly cwd?: string
  /** As one would type it. */
  readonly command?: string
  /** The secret filter took something out of the command: it can't be run as it is. */
  readonly redacted?: true
  readonly env?: Readonly<Record<string, string>>
  readonly git?: GitPlace
  /** What is known from `list-panes` alone, absent before Zellij 0.44. */
  readonly geometry?: Geometry
}

/** A session at one moment. Panes and tabs stand under keys that stay theirs while the session lives. */
export interface SessionContent {
  readonly zellij: string
  /** Cells of the terminal that the session is shown in. */
  readonly display?: { readonly columns: number; readonly rows: number }
  /** What the layout says beside tabs, as KDL: the template of new tabs, swap layouts. */
  readonly template: string
  readonly tabs: Readonly<Record<string, TabContent>>
  readonly panes: Readonly<Record<string, PaneContent>>
}

export const tabsInOrder = (content: SessionContent): TabContent[] =>
  Object.values(content.tabs).sort((a, b) => a.position - b.position)

/** Keys of a tab's panes: tiled ones as they are read, then floating ones. */
export function panesOfTab(tab: TabContent): string[] {
  return [...tab.tiled.flatMap(leavesOf), ...tab.floating.flatMap(({ pane }) => (pane === undefined ? [] : [pane]))]
}

function leavesOf(node: TreeNode): string[] {
  if ('children' in node) return node.children.flatMap(leavesOf)
  return 'pane' in node ? [node.pane] : []
}

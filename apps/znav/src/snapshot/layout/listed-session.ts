import type { Geometry } from '../model.js'

type Raw = Readonly<Record<string, unknown>>

/** What `list-panes --json --all` tells of a pane, a plugin's too. It gives no arrangement. */
export interface ListedPane extends Geometry {
  readonly id: number
  readonly tabId: number
  readonly plugin: boolean
  readonly floating: boolean
  /** Not on screen, though its tab may be: a folded pane of a stack, or one that another stands in for. */
  readonly suppressed: boolean
  readonly title: string
  readonly focused: boolean
  readonly cwd?: string
  /** What the pane was made for instead of a shell, its words with spaces between. */
  readonly madeFor?: string
}

export interface ListedTab {
  readonly id: number
  readonly name: string
  readonly active: boolean
  readonly columns: number
  readonly rows: number
  readonly fullscreen: boolean
}

export function readPanes(json: string): ListedPane[] {
  return records(json).map((raw) => ({
    id: count(raw.id),
    tabId: count(raw.tab_id),
    plugin: raw.is_plugin === true,
    floating: raw.is_floating === true,
    suppressed: raw.is_suppressed === true,
    title: typeof raw.title === 'string' ? raw.title : '',
    focused: raw.is_focused === true,
    x: count(raw.pane_x),
    y: count(raw.pane_y),
    columns: count(raw.pane_columns),
    rows: count(raw.pane_rows),
    ...(typeof raw.terminal_command === 'string' ? { madeFor: raw.terminal_command } : {}),
    ...(typeof raw.pane_cwd === 'string' ? { cwd: raw.pane_cwd } : {}),
  }))
}

/** In order. */
export function readTabs(json: string): ListedTab[] {
  return records(json)
    .sort((a, b) => count(a.position) - count(b.position))
    .map((raw) => ({
      id: count(raw.tab_id),
      name: typeof raw.name === 'string' ? raw.name : '',
      active: raw.active === true,
      columns: count(raw.display_area_columns),
      rows: count(raw.display_area_rows),
      fullscreen: raw.is_fullscreen_active === true,
    }))
}

const count = (value: unknown) => (typeof value === 'number' ? value : 0)

function records(json: string): Raw[] {
  const value: unknown = JSON.parse(json)
  if (!Array.isArray(value)) throw new SyntaxError('Zellij answered with something that is no list')
  return value.filter((item): item is Raw => typeof item === 'object' && item !== null)
}

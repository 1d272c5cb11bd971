import { ZellijError } from '../domain/errors.js'
import type { LivePane, LiveTab } from './live-session.js'

type Raw = Readonly<Record<string, unknown>>

/** Reads `list-tabs --json`. Lenient: only what Perth needs must be there. */
export function parseTabs(json: string): LiveTab[] {
  return records(json, 'list-tabs').map((raw) => ({
    name: text(raw.name),
    active: raw.active === true,
    ...(typeof raw.tab_id === 'number' ? { id: raw.tab_id } : {}),
  }))
}

/** Reads `list-panes --json`: the terminal panes, in Zellij's order. */
export function parsePanes(json: string): LivePane[] {
  const inTab = new Map<unknown, number>()
  return records(json, 'list-panes')
    .filter((raw) => raw.is_plugin !== true)
    .map((raw) => {
      const position = inTab.get(raw.tab_id) ?? 0
      inTab.set(raw.tab_id, position + 1)
      return {
        id: `terminal_${String(raw.id)}`,
        title: text(raw.title),
        tab: text(raw.tab_name),
        position,
        focused: raw.is_focused === true,
        exited: raw.exited === true,
        ...(typeof raw.tab_id === 'number' ? { tabId: raw.tab_id } : {}),
      }
    })
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

function records(json: string, action: string): Raw[] {
  try {
    const value: unknown = JSON.parse(json)
    if (Array.isArray(value)) return value.filter((item): item is Raw => typeof item === 'object' && item !== null)
  } catch {}
  throw new ZellijError(`zellij action ${action} answered something that is not JSON`, {
    code: 'zellij/answer',
    recoverable: true,
    hint: 'Try again; if it stays, see which version runs: zellij --version',
  })
}

import type { JsonObject, JsonValue } from '@engawa/core'
import { panesOfTab, type SessionContent, tabsInOrder } from './model.js'
import type { RestoreReport } from './restore/report.js'
import type { SnapshotMeta } from './store/snapshot-record.js'

/** A snapshot as JSON answers list it. */
export function metaToWire(meta: SnapshotMeta, sizeBytes: number): JsonObject {
  return {
    name: meta.name,
    session: meta.session,
    created_at: new Date(meta.createdAt).toISOString(),
    expires_at: new Date(meta.expiresAt).toISOString(),
    is_incremental: meta.parent !== undefined,
    parent: meta.parent ?? null,
    tab_count: meta.tabCount,
    pane_count: meta.paneCount,
    size_bytes: sizeBytes,
    checksum: meta.checksum,
  }
}

/** Its tabs, with the panes of each as they are read. */
export function contentToWire(content: SessionContent): JsonObject {
  return {
    zellij_version: content.zellij,
    display: content.display === undefined ? null : { ...content.display },
    tabs: tabsInOrder(content).map((tab) => ({
      name: tab.name,
      position: tab.position,
      is_active: tab.active === true,
      layout_hint: tab.tiled.some((node) => 'children' in node && node.stacked === true) ? 'stacked' : 'tiled',
      layout: tab.tiled as unknown as JsonValue,
      floating_hidden: tab.floatingHidden === true,
      panes: panesOfTab(tab).map((key) => paneToWire(content, key, [tab.focus, tab.floatingFocus].includes(key))),
    })),
  }
}

function paneToWire({ panes, tabs }: SessionContent, key: string, focused: boolean): JsonObject {
  const pane = panes[key] ?? {}
  const floating = Object.values(tabs).some((tab) => tab.floating.some((float) => float.pane === key))
  return {
    key,
    name: pane.name ?? null,
    position: pane.geometry === undefined ? null : { ...pane.geometry },
    is_floating: floating,
    is_focused: focused,
    cwd: pane.cwd ?? null,
    running_command: pane.command ?? null,
    // Zellij tells nobody how far a pane is scrolled back.
    scroll_offset: null,
    env_vars: pane.env ?? {},
    git_branch: pane.git?.branch ?? null,
    worktree: pane.git?.worktree ?? null,
  }
}

export function reportToWire(report: RestoreReport): JsonObject {
  return {
    snapshot_name: report.snapshotName,
    session: report.session,
    tabs_restored: report.tabsRestored,
    panes_restored: report.panesRestored,
    commands_run: report.commandsRun,
    commands_typed: report.commandsTyped,
    warnings: report.warnings.map((warning) => ({ ...warning })),
    errors: report.differences.map((difference) => ({ ...difference })),
    duration_ms: report.durationMs,
  }
}

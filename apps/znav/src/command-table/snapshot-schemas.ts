import type { JsonObject } from '@engawa/core'
import { count, flag, list, mapOf, orNull, shape, text } from './schema-parts.js'

const metaFields: Readonly<Record<string, JsonObject>> = {
  name: text,
  session: text,
  created_at: text,
  expires_at: text,
  is_incremental: flag,
  parent: orNull(text),
  tab_count: count,
  pane_count: count,
  size_bytes: count,
  checksum: text,
}

const whole: JsonObject = { type: 'integer' }
const pane = shape({
  key: text,
  name: orNull(text),
  position: orNull(shape({ x: whole, y: whole, columns: count, rows: count })),
  is_floating: flag,
  is_focused: flag,
  cwd: orNull(text),
  running_command: orNull(text),
  scroll_offset: { type: 'null' },
  env_vars: mapOf(text),
  git_branch: orNull(text),
  worktree: orNull(text),
})
const tab = shape({
  name: text,
  position: count,
  is_active: flag,
  layout_hint: { enum: ['tiled', 'stacked'] },
  layout: { type: 'array' },
  floating_hidden: flag,
  panes: list(pane),
})
const warning = shape({ pane: orNull(text), issue: text, detail: text, fallback: text })

/** JSON Schema of `data` for the commands of snapshots. */
export const snapshotOutputs = {
  create: shape({ ...metaFields, warnings: list(shape({ issue: text, detail: text })) }),
  list: shape({ snapshots: list(shape({ ...metaFields, is_latest: flag })) }),
  show: shape({
    ...metaFields,
    zellij_version: text,
    display: orNull(shape({ columns: count, rows: count })),
    tabs: list(tab),
  }),
  diff: shape({ a: text, b: text, changes: list(shape({ path: text, from: orNull(text), to: orNull(text) })) }),
  verify: shape({ checked: count, damaged: list(shape({ session: text, name: text, reason: text })) }),
  delete: shape({ session: text, name: text, rebased: list(text) }),
  restore: shape({
    dry_run: flag,
    layout: orNull(text),
    snapshot_name: text,
    session: text,
    tabs_restored: count,
    panes_restored: count,
    commands_run: list(text),
    commands_typed: count,
    warnings: list(warning),
    errors: list(shape({ path: text, wanted: orNull(text), found: orNull(text) })),
    duration_ms: count,
  }),
} as const

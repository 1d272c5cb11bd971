import type { JsonObject } from '@engawa/core'
import { type PaneRecord, type PaneStatus, paneStatuses, statusOf, unknownPlace } from './pane.js'
import { isSafeName } from './pane-name.js'

/** A pane as JSON answers show it. */
export function paneToWire(pane: PaneRecord): JsonObject {
  return {
    name: pane.name,
    session: pane.session,
    tab: pane.tab,
    position: pane.position,
    status: statusOf(pane),
    last_intent: pane.lastIntent ?? null,
    last_intent_at: pane.lastIntentAt ?? null,
    created_at: pane.createdAt,
    pane_id: pane.paneId ?? null,
    seen_at: pane.seenAt ?? null,
    goal: pane.goal ?? null,
    meta: pane.meta,
  }
}

/** The documented fields of the hash `perth:pane:{name}`. */
export function paneToFields(pane: PaneRecord): Record<string, string> {
  return {
    session: pane.session,
    tab: pane.tab,
    position: String(pane.position),
    status: pane.status,
    created_at: pane.createdAt,
    ...(pane.lastIntent === undefined ? {} : { last_intent: pane.lastIntent }),
    ...(pane.lastIntentAt === undefined ? {} : { last_intent_at: pane.lastIntentAt }),
    ...(pane.paneId === undefined ? {} : { pane_id: pane.paneId }),
    ...(pane.seenAt === undefined ? {} : { seen_at: pane.seenAt }),
    ...(pane.goal === undefined ? {} : { goal: pane.goal }),
    ...(pane.goalSetAt === undefined ? {} : { goal_set_at: pane.goalSetAt }),
    ...Object.fromEntries(Object.entries(pane.meta).map(([key, value]) => [`meta:${key}`, value])),
  }
}

/** As Zellij calls its panes. Only such an id may become part of a file's name. */
const paneIds = /^(terminal|plugin)_\d{1,9}$/

/**
 * Read a hash that anyone, also version 1, may have written. Nothing when there is no such hash, or when no pane can have
 * its name.
 */
export function paneFromFields(name: string, fields: Readonly<Record<string, string>>): PaneRecord | undefined {
  if (Object.keys(fields).length === 0 || !isSafeName(name)) return undefined
  const position = Number.parseInt(fields.position ?? '', 10)
  const meta = Object.entries(fields).flatMap(([key, value]) =>
    key.startsWith('meta:') ? [[key.slice(5), value]] : [],
  )
  return {
    name,
    session: fields.session || unknownPlace,
    tab: fields.tab || unknownPlace,
    position: Number.isNaN(position) ? 0 : position,
    status: paneStatuses.find((status): status is PaneStatus => status === fields.status) ?? 'active',
    createdAt: fields.created_at ?? new Date(0).toISOString(),
    meta: Object.fromEntries(meta),
    ...(fields.last_intent ? { lastIntent: fields.last_intent } : {}),
    ...(fields.last_intent_at ? { lastIntentAt: fields.last_intent_at } : {}),
    ...(fields.pane_id && paneIds.test(fields.pane_id) ? { paneId: fields.pane_id } : {}),
    ...(fields.seen_at ? { seenAt: fields.seen_at } : {}),
    ...(fields.goal ? { goal: fields.goal } : {}),
    ...(fields.goal_set_at ? { goalSetAt: fields.goal_set_at } : {}),
  }
}

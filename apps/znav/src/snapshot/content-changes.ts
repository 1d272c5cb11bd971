import type { JsonObject, JsonValue } from '@engawa/core'
import type { SessionContent } from './model.js'
import { canonicalJson, diffDocuments } from './patch.js'

export interface ContentChange {
  /** `panes.terminal_3.cwd` */
  readonly path: string
  readonly from: string | null
  readonly to: string | null
}

/** What is different in a later content. Panes and tabs are told apart by Zellij's ids, which last as long as a session. */
export function contentChanges(before: SessionContent, after: SessionContent): ContentChange[] {
  const [old, now] = [before as unknown as JsonObject, after as unknown as JsonObject]
  return diffDocuments(old, now).map(([path]) => ({
    path: path.join('.'),
    from: shown(valueAt(old, path)),
    to: shown(valueAt(now, path)),
  }))
}

function valueAt(document: JsonObject, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as JsonObject)[name]
        : undefined,
    document,
  )
}

function shown(value: JsonValue | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : canonicalJson(value)
}

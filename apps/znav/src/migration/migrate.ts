import { StorageError } from '@engawa/core'
import type { IntentState } from '../state/intent-state.js'
import { identityOf } from '../state/merge-stored.js'
import type { MergeOutcome, PaneSource, StoredPane } from '../state/stored-pane.js'

export interface MigrationReport {
  readonly panes: number
  /** Names of the panes that something was written of. */
  readonly changed: readonly string[]
  readonly entriesAdded: number
  readonly artifactsAdded: number
  readonly entriesLeftOut: number
}

/**
 * Take every pane of a source over, one transaction each: stopped at any point, it goes on where it was when it is run
 * again, and doing it twice changes nothing. What was written is read back.
 *
 * @param taken is told of each pane that stands in the target, whole: of none that entries were left out of
 * @throws StorageError `migrate/unverified` when something is missing in the target
 */
export async function migrate(
  source: PaneSource,
  target: Pick<IntentState, 'merge' | 'stored' | 'description'>,
  {
    dryRun,
    taken = async () => {},
  }: { readonly dryRun: boolean; readonly taken?: (pane: StoredPane) => Promise<void> },
): Promise<MigrationReport> {
  const outcomes: (MergeOutcome & { readonly name: string })[] = []
  for (const name of await source.paneNames()) {
    const pane = await source.stored(name)
    if (pane === undefined) continue
    const outcome = await target.merge(pane, { dryRun })
    outcomes.push({ name, ...outcome })
    if (dryRun) continue
    verify(pane, await target.stored(name), outcome, target.description)
    if (outcome.entriesLeftOut === 0) await taken(pane)
  }
  const sum = (count: (outcome: MergeOutcome) => number) => outcomes.reduce((total, one) => total + count(one), 0)
  return {
    panes: outcomes.length,
    changed: outcomes.filter(({ changed }) => changed).map(({ name }) => name),
    entriesAdded: sum(({ entriesAdded }) => entriesAdded),
    artifactsAdded: sum(({ artifactsAdded }) => artifactsAdded),
    entriesLeftOut: sum(({ entriesLeftOut }) => entriesLeftOut),
  }
}

function verify(
  { name, fields, history, artifacts }: StoredPane,
  there: StoredPane | undefined,
  { entriesLeftOut }: MergeOutcome,
  target: string,
): void {
  const held = new Set(there?.history.map(identityOf))
  const missing = new Set(history.map(identityOf).filter((entry) => !held.has(entry))).size
  const lacking = [
    ...Object.keys(fields).filter((field) => there?.fields[field] === undefined),
    ...Object.keys(artifacts).filter((path) => there?.artifacts[path] === undefined),
  ]
  if (missing <= entriesLeftOut && lacking.length === 0) return
  throw new StorageError(`${name} did not arrive whole in ${target}`, {
    code: 'migrate/unverified',
    hint: 'Nothing was removed. Run znav migrate again; panes that arrived are passed over.',
    details: { entries: missing - entriesLeftOut, fields: lacking },
  })
}

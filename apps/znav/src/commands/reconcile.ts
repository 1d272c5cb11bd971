import type { CommandContext, CommandResult } from '@engawa/cli-kit'
import { type PaneChange, type ReconcileReport, reconcile } from '../navigation/reconcile.js'
import { counted } from '../output/counted.js'
import { plain } from '../output/plain.js'
import { withZellij } from './with-zellij.js'

/** `znav reconcile`: bring what Perth remembers of panes up to what Zellij shows. */
export async function run(context: CommandContext): Promise<CommandResult> {
  return withZellij(context, async (navigation) => {
    const report = await reconcile(navigation)
    return {
      data: {
        checked: report.checked,
        without_place: report.withoutPlace,
        counts: report.counts,
        changes: report.changes.map(({ pane, status, place }) => ({ pane, status, place: place ?? null })),
      },
      text: textOf(report),
    }
  })
}

function textOf({ checked, counts, changes, withoutPlace }: ReconcileReport): string {
  const outside = withoutPlace === 0 ? '' : ` Outside Zellij: ${withoutPlace}.`
  const summary = `${counted(checked, 'pane')}: ${counts.active} active, ${counts.stale} stale, ${counts.missing} missing.${outside}`
  return [...changes.map(changeLine), summary].join('\n')
}

function changeLine({ pane, status, place }: PaneChange): string {
  const moved = place === undefined ? '' : `, moved from ${plain(place.from)} to ${plain(place.to)}`
  return status.from === status.to ? `${pane}: ${status.to}${moved}` : `${pane}: ${status.from} → ${status.to}${moved}`
}

import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())
const name = z.string().check(z.minLength(1))

export const milestoneRecorded = z.strictObject({
  pane_name: name,
  summary: name,
  entry_type: z.enum(['milestone', 'checkpoint', 'exploration']),
  /** Paths of files, relative to the project. */
  artifacts: z.array(z.string()),
  source: z.enum(['manual', 'automated', 'agent']),
  goal_delta: z.exactOptional(z.string()),
  commands_run: z.exactOptional(count),
})

export const sessionStarted = z.strictObject({
  session: name,
  pane_name: z.exactOptional(name),
})

export const sessionEnded = z.strictObject({
  session: name,
  pane_name: z.exactOptional(name),
  duration_ms: z.exactOptional(count),
})

export const snapshotCreated = z.strictObject({
  session: name,
  name,
  tab_count: count,
  pane_count: count,
  is_incremental: z.boolean(),
})

export const snapshotRestored = z.strictObject({
  session: name,
  name,
  tabs_restored: count,
  panes_restored: count,
  warnings: count,
  errors: count,
  duration_ms: count,
})

import type { JsonObject } from '@engawa/core'
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Sena's own tables. Messages and sessions are the chat store's, memories are `@engawa/memory`'s; all of them live in
 * the same file. What is written here passed the secret filter, `turns.partial_answer` excepted: it is the answer's
 * text on its way into the conversation, and is emptied when it has arrived there.
 */
export const turns = sqliteTable(
  'turns',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    sessionId: text('session_id').notNull(),
    messageId: text('message_id').notNull(),
    answerId: text('answer_id').notNull(),
    input: text().notNull(),
    status: text({ enum: ['running', 'complete', 'partial', 'interrupted', 'cancelled', 'failed'] }).notNull(),
    model: text(),
    startedAt: text('started_at').notNull(),
    durationMs: real('duration_ms'),
    partialAnswer: text('partial_answer').notNull().default(''),
  },
  (table) => [
    index('turns_session').on(table.sessionId, table.seq),
    index('turns_status').on(table.status),
    index('turns_started_at').on(table.startedAt),
  ],
)

/** The trace: one row for each stage that ended, only ever added to. */
export const turnStages = sqliteTable(
  'turn_stages',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    turnId: text('turn_id').notNull(),
    stage: text({
      enum: ['intent_classification', 'memory_retrieval', 'extension_check', 'llm_processing', 'post_processing'],
    }).notNull(),
    state: text({ enum: ['complete', 'skipped', 'failed'] }).notNull(),
    startedAt: text('started_at').notNull(),
    durationMs: real('duration_ms').notNull(),
    details: text().notNull(),
    data: text({ mode: 'json' }).$type<JsonObject>().notNull(),
  },
  (table) => [index('turn_stages_turn').on(table.turnId)],
)

export const extensions = sqliteTable('extensions', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  version: text().notNull(),
  filePath: text('file_path').notNull(),
  status: text({ enum: ['active', 'inactive', 'error'] }).notNull(),
  createdAt: text('created_at').notNull(),
  lastLoaded: text('last_loaded'),
  executionCount: integer('execution_count').notNull().default(0),
  errorCount: integer('error_count').notNull().default(0),
  lastError: text('last_error'),
})

export const telemetryErrors = sqliteTable(
  'telemetry_errors',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    timestamp: text().notNull(),
    errorType: text('error_type').notNull(),
    errorMessage: text('error_message').notNull(),
    stackTrace: text('stack_trace'),
    context: text({ mode: 'json' }).$type<JsonObject>().notNull(),
    resolved: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('telemetry_errors_timestamp').on(table.timestamp)],
)

export const telemetryMetrics = sqliteTable(
  'telemetry_metrics',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    timestamp: text().notNull(),
    metricName: text('metric_name').notNull(),
    metricValue: real('metric_value').notNull(),
    tags: text({ mode: 'json' }).$type<JsonObject>().notNull(),
  },
  (table) => [index('telemetry_metrics_name').on(table.metricName, table.timestamp)],
)

/** Of the documented schema; nothing writes it so far. */
export const benchmarks = sqliteTable('benchmarks', {
  id: integer().primaryKey({ autoIncrement: true }),
  runId: text('run_id').notNull(),
  timestamp: text().notNull(),
  component: text().notNull(),
  metricName: text('metric_name').notNull(),
  value: real().notNull(),
  metadata: text({ mode: 'json' }).$type<JsonObject>(),
})

export const logs = sqliteTable(
  'logs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    timestamp: text().notNull(),
    level: text({ enum: ['debug', 'info', 'warning', 'error', 'critical'] }).notNull(),
    module: text().notNull(),
    message: text().notNull(),
    context: text({ mode: 'json' }).$type<JsonObject>().notNull(),
  },
  (table) => [index('logs_timestamp').on(table.timestamp), index('logs_level').on(table.level, table.id)],
)

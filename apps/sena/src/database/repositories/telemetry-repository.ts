import type { JsonObject } from '@engawa/core'
import { and, avg, count, desc, eq, gte, max, sql } from 'drizzle-orm'
import { telemetryErrors, telemetryMetrics } from '../schema.js'
import type { SenaDatabase } from '../sena-database.js'

export interface ErrorSummary {
  readonly errorType: string
  readonly count: number
  readonly lastMessage: string
  readonly lastAt: string
}

/** The `telemetry_metrics` and `telemetry_errors` tables. */
export class TelemetryRepository {
  readonly #db: SenaDatabase

  constructor(db: SenaDatabase) {
    this.#db = db
  }

  addMetric(metric: {
    readonly timestamp: string
    readonly name: string
    readonly value: number
    readonly tags: JsonObject
  }): void {
    const { timestamp, name, value, tags } = metric
    this.#db.insert(telemetryMetrics).values({ timestamp, metricName: name, metricValue: value, tags }).run()
  }

  addError(error: Omit<typeof telemetryErrors.$inferInsert, 'id' | 'resolved'>): void {
    this.#db.insert(telemetryErrors).values(error).run()
  }

  /** Mean of a metric since a time, null where nothing was recorded; `tag` narrows it to one value of one tag. */
  mean(name: string, since: string, tag?: { readonly name: string; readonly value: string }): number | null {
    const row = this.#db
      .select({ mean: avg(telemetryMetrics.metricValue).mapWith(Number) })
      .from(telemetryMetrics)
      .where(
        and(
          eq(telemetryMetrics.metricName, name),
          gte(telemetryMetrics.timestamp, since),
          tag && eq(sql`json_extract(${telemetryMetrics.tags}, ${`$.${tag.name}`})`, tag.value),
        ),
      )
      .get()
    return row?.mean ?? null
  }

  /** By type, the most frequent first. */
  errorsSince(since: string): readonly ErrorSummary[] {
    return this.#db
      .select({
        errorType: telemetryErrors.errorType,
        count: count(),
        // SQLite takes a bare column from the row that holds the maximum.
        lastMessage: telemetryErrors.errorMessage,
        lastAt: sql<string>`${max(telemetryErrors.timestamp)}`,
      })
      .from(telemetryErrors)
      .where(gte(telemetryErrors.timestamp, since))
      .groupBy(telemetryErrors.errorType)
      .orderBy(desc(count()))
      .all()
  }
}

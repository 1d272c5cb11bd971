import { desc, inArray } from 'drizzle-orm'
import { logs } from '../schema.js'
import type { SenaDatabase } from '../sena-database.js'

export type LogRow = typeof logs.$inferSelect
export type LogLevel = LogRow['level']

/** From the least to the most serious. */
export const logLevels = ['debug', 'info', 'warning', 'error', 'critical'] as const satisfies readonly LogLevel[]

/** Everything as serious as this, or more. */
export const atLeast = (level: LogLevel): readonly LogLevel[] => logLevels.slice(logLevels.indexOf(level))

/** The `logs` table: warnings and above, filtered before they get here. */
export class LogRepository {
  readonly #db: SenaDatabase

  constructor(db: SenaDatabase) {
    this.#db = db
  }

  add(entry: typeof logs.$inferInsert): LogRow {
    return this.#db.insert(logs).values(entry).returning().get()
  }

  /** Newest first, of this level and above. */
  list({ level = 'debug', limit }: { readonly level?: LogLevel; readonly limit: number }): readonly LogRow[] {
    return this.#db
      .select()
      .from(logs)
      .where(inArray(logs.level, [...atLeast(level)]))
      .orderBy(desc(logs.id))
      .limit(limit)
      .all()
  }
}

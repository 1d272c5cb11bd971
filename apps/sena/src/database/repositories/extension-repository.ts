import { eq, sql } from 'drizzle-orm'
import { extensions } from '../schema.js'
import type { SenaDatabase } from '../sena-database.js'

export type ExtensionRow = typeof extensions.$inferSelect

/** The `extensions` table: what was loaded, whether a person switched it off, how it fares. */
export class ExtensionRepository {
  readonly #db: SenaDatabase

  constructor(db: SenaDatabase) {
    this.#db = db
  }

  get(name: string): ExtensionRow | undefined {
    return this.#db.select().from(extensions).where(eq(extensions.name, name)).get()
  }

  /** A person's choice to switch it off outlives a new version. */
  recordLoaded(loaded: {
    readonly name: string
    readonly version: string
    readonly filePath: string
    readonly at: string
  }): void {
    const { name, version, filePath, at } = loaded
    this.#db
      .insert(extensions)
      .values({ name, version, filePath, status: 'active', createdAt: at, lastLoaded: at })
      .onConflictDoUpdate({
        target: extensions.name,
        set: {
          version,
          filePath,
          lastLoaded: at,
          lastError: null,
          status: sql`CASE ${extensions.status} WHEN 'inactive' THEN 'inactive' ELSE 'active' END`,
        },
      })
      .run()
  }

  setStatus(name: string, status: ExtensionRow['status']): void {
    this.#db.update(extensions).set({ status }).where(eq(extensions.name, name)).run()
  }

  /** `error`: filtered; undefined when the run went well. */
  recordRun(name: string, error?: string): void {
    this.#db
      .update(extensions)
      .set({
        executionCount: sql`${extensions.executionCount} + 1`,
        ...(error === undefined ? {} : { errorCount: sql`${extensions.errorCount} + 1`, lastError: error }),
      })
      .where(eq(extensions.name, name))
      .run()
  }
}

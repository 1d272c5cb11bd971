import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema.js'

/** Sena's tables, typed. */
export type SenaDatabase = BetterSQLite3Database<typeof schema>

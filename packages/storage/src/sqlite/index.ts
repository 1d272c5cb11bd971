export {
  openSqliteStorage,
  type SharedSqliteOptions,
  type SqliteStorageOptions,
} from '../backends/sqlite/open-sqlite-storage.js'
export type { Migration } from '../migrations/pending-migrations.js'
export { applyMigrations } from './apply-migrations.js'
export { type OpenSqliteOptions, openSqlite } from './open-sqlite.js'
export { toSqliteError } from './sqlite-errors.js'

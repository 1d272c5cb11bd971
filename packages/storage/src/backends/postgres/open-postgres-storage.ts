import { applyPostgresMigrations } from './apply-postgres-migrations.js'
import { migrations } from './migrations.js'
import { PostgresBackend } from './postgres-backend.js'
import { createConnections } from './postgres-connections.js'
import { checkPostgresOptions, type PostgresStorageOptions } from './postgres-options.js'
import { readServerFacts } from './server-facts.js'

/**
 * Connects before it returns, and brings the tables up to date.
 *
 * @throws StorageError within `connectTimeoutMs` when the server can't be reached, and when it can't be used
 */
export async function openPostgresBackend(options: PostgresStorageOptions): Promise<PostgresBackend> {
  const connections = await createConnections(checkPostgresOptions(options))
  try {
    await applyPostgresMigrations(connections, 'chat', migrations)
    const facts = await connections.run(readServerFacts)
    return new PostgresBackend(connections, facts)
  } catch (error) {
    await connections.close()
    throw error
  }
}

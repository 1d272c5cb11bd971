import type { Durability } from '../../chat-store.js'
import type { Statements } from './postgres-connections.js'

export interface ServerFacts {
  readonly version: string
  readonly durability: Durability
}

/** Whether a commit is on the disk when it returns is for the server, the database or the user to say. */
export async function readServerFacts(statements: Statements): Promise<ServerFacts> {
  const [row] = await statements.rows<{ version: string; synced: boolean }>(
    `SELECT current_setting('server_version') AS version,
       current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS synced`,
  )
  return { version: row?.version ?? 'unknown', durability: row?.synced === true ? 'fsync' : 'os' }
}

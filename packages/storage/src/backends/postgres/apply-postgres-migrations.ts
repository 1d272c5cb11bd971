import { createHash } from 'node:crypto'
import { StorageError } from '@engawa/core'
import { type Applied, hashOf, type Migration, pendingMigrations } from '../../migrations/pending-migrations.js'
import type { PostgresConnections, Statements } from './postgres-connections.js'
import { quoted } from './tables.js'

/**
 * Bring one owner's tables in a schema up to date, which is created when it is not there.
 *
 * All that is missing is applied in one transaction, under an advisory lock: processes that start together apply it
 * once, and a kill in the middle leaves nothing half done, not even the lock.
 *
 * @throws StorageError `storage/migration` as `pendingMigrations` says
 */
export async function applyPostgresMigrations(
  connections: PostgresConnections,
  owner: string,
  migrations: readonly Migration[],
): Promise<void> {
  const { schema } = connections.target
  const table = `${quoted(schema)}.engawa_migrations`
  // Nearly always there is nothing to do, and reading needs no lock.
  const applied = await connections.run((statements) => appliedIn(statements, table, owner))
  if (pendingMigrations(applied, owner, migrations).length === 0) return
  await connections.transaction(async (statements) => {
    await statements.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(schema)])
    await checkEncoding(statements)
    await createTable(statements, schema, table)
    await statements.rows(`SELECT set_config('search_path', $1, true)`, [quoted(schema)])
    const present = await appliedIn(statements, table, owner)
    for (const [index, { name, sql }] of pendingMigrations(present, owner, migrations).entries()) {
      await statements.script(sql)
      await statements.rows(`INSERT INTO ${table} VALUES ($1, $2, $3, $4, now())`, [
        owner,
        present.length + index,
        name,
        hashOf(sql),
      ])
    }
  })
}

async function createTable(statements: Statements, schema: string, table: string): Promise<void> {
  const [found] = await statements.rows('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  // Asked first, as a user who may create tables in a schema often may not create schemas.
  if (found === undefined) await statements.rows(`CREATE SCHEMA ${quoted(schema)}`)
  await statements.rows(`CREATE TABLE IF NOT EXISTS ${table} (
    owner TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (owner, position)
  )`)
}

async function appliedIn(statements: Statements, table: string, owner: string): Promise<readonly Applied[]> {
  const [found] = await statements.rows<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table])
  if (found?.there !== true) return []
  return statements.rows<Applied>(`SELECT name, hash FROM ${table} WHERE owner = $1 ORDER BY position`, [owner])
}

async function checkEncoding(statements: Statements): Promise<void> {
  const [found] = await statements.rows<{ server_encoding: string }>('SHOW server_encoding')
  if (found?.server_encoding === 'UTF8') return
  throw new StorageError(`the database has the encoding ${found?.server_encoding}, which can't hold every text`, {
    code: 'storage/encoding',
    hint: 'Create it anew: createdb --encoding UTF8 --template template0 NAME',
  })
}

/** Advisory locks are numbers, shared by everyone who uses the database. */
const lockKey = (schema: string): string =>
  createHash('sha256').update(`engawa migrations of ${schema}`).digest().readBigInt64BE().toString()

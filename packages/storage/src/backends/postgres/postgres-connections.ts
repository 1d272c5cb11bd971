import type { Client, Pool, PoolClient } from 'pg'
import type { Hearing, Listening } from '../server/server-watch.js'
import { toConnectionOptions } from '../server/tls-options.js'
import { toPostgresError } from './postgres-errors.js'
import type { PostgresTarget } from './postgres-options.js'
import { quoted } from './tables.js'

/** Statements on one connection. Values are only ever parameters. */
export interface Statements {
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Several statements at once, without values. */
  script(sql: string): Promise<void>
}

/** The pool of a store. A connection that broke leaves it; the next call makes another. */
export class PostgresConnections {
  readonly target: PostgresTarget
  readonly #pool: Pool
  readonly #createClient: () => Client
  #first: Promise<void> | undefined

  constructor(target: PostgresTarget, pool: Pool, createClient: () => Client) {
    this.target = target
    this.#pool = pool
    this.#createClient = createClient
  }

  /** @throws StorageError for whatever PostgreSQL or the way to it refuses */
  async run<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.#withClient((client) => work(statementsOn(client)))
  }

  /** All of the work, or none of it. */
  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.#withClient(async (client) => {
      // Named, as a server's default may be stricter and refuse what merely has to wait.
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
      try {
        const result = await work(statementsOn(client))
        await client.query('COMMIT')
        return result
      } catch (error) {
        // When this fails the connection is gone, and with it the transaction.
        await client.query('ROLLBACK').catch(() => undefined)
        throw error
      }
    })
  }

  /** Hear what is told on a channel, on a connection outside of the pool. Resolves when nothing goes by unheard. */
  async listen(channel: string, { onPayload, onEnd }: Hearing): Promise<Listening> {
    const client = this.#createClient()
    let isOver = false
    const over = () => {
      if (!isOver) onEnd()
      isOver = true
    }
    client.on('error', over)
    client.on('end', over)
    client.on('notification', ({ payload }) => onPayload(payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN ${quoted(channel)}`)
    } catch (error) {
      isOver = true
      await client.end().catch(() => undefined)
      throw toPostgresError(error, `could not listen to PostgreSQL at ${this.target.address}`)
    }
    return {
      end: async () => {
        isOver = true
        await client.end().catch(() => undefined)
      },
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#client()
    let broken = false
    const onError = () => {
      broken = true
    }
    client.on('error', onError)
    try {
      return await work(client)
    } catch (error) {
      const failure = toPostgresError(error, `PostgreSQL at ${this.target.address}`)
      broken ||= 'code' in failure && (failure.code === 'storage/unreachable' || failure.code === 'storage/timeout')
      throw failure
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  async #client(): Promise<PoolClient> {
    try {
      // With no connection at all, calls that come together share one attempt, and its failure.
      if (this.#pool.totalCount === 0 || this.#first !== undefined) {
        this.#first ??= this.#connectOnce().finally(() => {
          this.#first = undefined
        })
        await this.#first
      }
      return await this.#pool.connect()
    } catch (error) {
      throw toPostgresError(error, `could not connect to PostgreSQL at ${this.target.address}`)
    }
  }

  async #connectOnce(): Promise<void> {
    const client = await this.#pool.connect()
    client.release()
  }
}

/** Opens nothing yet. pg is loaded here and nowhere else, when first needed. */
export async function createConnections(target: PostgresTarget): Promise<PostgresConnections> {
  const { default: pg } = await import('pg')
  const { host, port, database, username, password, tls, statementTimeoutMs } = target
  const connection = {
    host,
    port,
    ...(database === undefined ? {} : { database }),
    ...(username === undefined ? {} : { user: username }),
    ...(password === undefined ? {} : { password }),
    ssl: tls === undefined ? false : toConnectionOptions(tls),
    connectionTimeoutMillis: target.connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // A server that is gone without a word answers no statement, and so times none out.
    query_timeout: statementTimeoutMs + target.connectTimeoutMs,
    // A program that is gone without a word must not keep its session locked.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    application_name: 'engawa',
  }
  const pool = new pg.Pool({
    ...connection,
    max: target.maxConnections,
    // Commands that are done end, though a store was left open.
    allowExitOnIdle: true,
  })
  // Of connections that break while idle: the pool has dropped them already.
  pool.on('error', () => {})
  return new PostgresConnections(target, pool, () => new pg.Client(connection))
}

const statementsOn = (client: PoolClient): Statements => ({
  rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows,
  script: async (sql) => {
    await client.query(sql)
  },
})

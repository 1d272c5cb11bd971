import { randomUUID } from 'node:crypto'
import { type PostgresService, startPostgres, withService } from '@engawa/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suite } from '../../conformance/index.js'
import { openStorage } from '../../index.js'

withService(describe, 'postgres')('postgres', () => {
  let server: PostgresService
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  // A place is a schema.
  suite({ describe, it, expect }, async () => {
    const schema = randomUUID()
    return {
      open: (given) => openStorage({ type: 'postgres', url: server.url, schema, ...given }),
      dispose: async () => {
        await server.query(`drop schema "${schema}" cascade`)
      },
    }
  })
})

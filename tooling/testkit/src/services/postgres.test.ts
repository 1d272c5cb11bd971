import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresService, startPostgres } from './postgres.js'
import { withService } from './with-service.js'

withService(describe, 'postgres')('a PostgreSQL of the test’s own', () => {
  let service: PostgresService

  beforeAll(async () => {
    service = await startPostgres()
  })
  afterAll(() => service.stop())

  it('answers a query', async () => {
    expect(await service.query('select 1')).toBe('1')
    expect(await service.query('select current_user, current_database()')).toBe('engawa|engawa')
  })

  it('keeps what was committed, through SIGKILL and a restart', async () => {
    await service.query("create table facts (body text); insert into facts values ('tea is green')")
    await service.kill()
    await expect(service.query('select 1')).rejects.toThrow()
    await service.restart()
    expect(await service.query('select body from facts')).toBe('tea is green')
  })

  it('says which statement was wrong', async () => {
    await expect(service.query('select nonsense')).rejects.toThrow(/column "nonsense" does not exist/)
  })
})

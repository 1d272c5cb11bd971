import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { openDatabase } from './open-database.js'
import * as schema from './schema.js'

test.each(Object.entries(schema))('the table of %s is what the migrations make', async (_, table: SQLiteTable) => {
  const { sqlite, close } = await openDatabase(':memory:')
  const { name, columns, indexes } = getTableConfig(table)
  const made = sqlite.prepare<[string], { name: string; type: string; notnull: number; pk: number }>(
    'SELECT name, type, "notnull", pk FROM pragma_table_info(?)',
  )
  const found = made
    .all(name)
    .map(({ name, type, notnull, pk }) => `${name} ${type}${notnull || pk ? ' NOT NULL' : ''}`)
  const described = columns.map(
    (column) => `${column.name} ${column.getSQLType().toUpperCase()}${column.notNull ? ' NOT NULL' : ''}`,
  )
  expect(described).toEqual(found)

  const madeIndexes = sqlite.prepare<[string], { name: string }>(
    "SELECT name FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name",
  )
  expect(indexes.map(({ config }) => config.name).sort()).toEqual(madeIndexes.all(name).map(({ name }) => name))
  await close()
})

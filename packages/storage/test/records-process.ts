import { writeSync } from 'node:fs'
import { openStorage, type StorageOptions } from '../src/index.js'

/** What a process is told, as JSON in its first argument. */
export interface RecordsTask {
  readonly store: StorageOptions
  readonly name: string
  readonly count: number
}

/** Sets preferences of one user, and says each number on standard output once it is acknowledged. */
async function work({ store: options, name, count }: RecordsTask): Promise<void> {
  const store = await openStorage(options)
  for (let n = 0; n < count; n++) {
    await store.users.setPreferences('one', { [`${name} ${n}`]: n })
    await store.documents.create({ id: `${name} ${n}`, name, content: `content of ${name} ${n}` })
    writeSync(1, `${n}\n`)
  }
  await store.close()
}

await work(JSON.parse(process.argv[2] ?? '') as RecordsTask)

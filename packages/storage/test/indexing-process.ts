import { writeSync } from 'node:fs'
import { openStorage } from '../src/index.js'

/** Makes the index of a folder anew again and again, and says each time how many hits a search has. */
async function index(directory: string, times: number): Promise<void> {
  const store = await openStorage({ type: 'file', directory })
  for (let round = 0; round < times; round++) {
    await store.searchIndex.rebuild()
    let hits = 0
    for await (const _ of store.search({ query: 'word', limit: 1_000 })) hits += 1
    writeSync(1, `${hits}\n`)
  }
  await store.close()
}

await index(process.argv[2] ?? '', Number(process.argv[3]))

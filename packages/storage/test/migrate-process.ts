import { writeSync } from 'node:fs'
import { type BackendOptions, migrate } from '../src/index.js'

const [from, to] = JSON.parse(process.argv[2] ?? '') as readonly [BackendOptions, BackendOptions]
const report = await migrate(from, to, { onProgress: ({ messages }) => writeSync(1, `${messages}\n`) })
writeSync(1, `${JSON.stringify(report)}\n`)

import { cp } from 'node:fs/promises'
import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'sena',
  entry: 'src/bin.ts',
  also: { 'sandbox-worker': '@engawa/sandbox/worker' },
  external: ['better-sqlite3', 'fs-native-extensions'],
})
// Extensions are read as text and run in the sandbox: they are not part of the bundle.
await cp('src/extensions/core', 'dist/extensions/core', { recursive: true })

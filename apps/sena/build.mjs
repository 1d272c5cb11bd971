import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'sena',
  entry: 'src/bin.ts',
  help: true,
  // Whole in itself: the sandbox's process may read no other file.
  alone: { 'sandbox-worker': '@engawa/sandbox/worker' },
  external: ['better-sqlite3', 'fs-native-extensions', '@napi-rs/keyring'],
})
// Extensions are read as text and run in the sandbox: they are not part of the bundle.
await cp('src/extensions/core', 'dist/extensions/core', { recursive: true })
// The web interface, where it has been built (`pnpm build` does it first). Without it Sena serves the API alone.
if (existsSync('../web/dist')) await cp('../web/dist', 'dist/web', { recursive: true })

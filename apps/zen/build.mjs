import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'zen',
  entry: 'src/bin.ts',
  help: true,
  external: ['better-sqlite3', 'fs-native-extensions', '@napi-rs/keyring'],
})

import { buildBin } from '@engawa/tsup-config'

await buildBin({ name: 'znav', entry: 'src/bin.ts', external: ['better-sqlite3', 'fs-native-extensions'] })

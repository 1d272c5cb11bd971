import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'znav',
  entry: 'src/bin.ts',
  parts: {
    main: './src/main.ts',
    zellij: './src/zellij/open-driver.ts',
    ioredis: 'ioredis',
  },
  external: ['better-sqlite3', 'fs-native-extensions'],
})

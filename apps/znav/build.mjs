import { buildBin } from '@engawa/tsup-config'

await buildBin({ name: 'znav', entry: 'src/bin.ts', external: ['fs-native-extensions', '@napi-rs/keyring'] })

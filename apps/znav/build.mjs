import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'znav',
  entry: 'src/bin.ts',
  help: true,
  external: ['fs-native-extensions', '@napi-rs/keyring'],
})

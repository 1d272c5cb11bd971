import { library } from '@engawa/tsup-config'
import { defineConfig } from 'tsup'

export default [
  library(),
  // The worker is one file that needs nothing beside it: it may read its own file and no other.
  defineConfig({
    entry: { 'worker/worker': 'src/worker/worker.ts' },
    format: 'cjs',
    target: 'node20',
    platform: 'node',
    noExternal: [/.*/],
    sourcemap: true,
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  }),
]

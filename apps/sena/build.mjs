import { cp } from 'node:fs/promises'
import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'sena',
  entry: 'src/bin.ts',
  parts: {
    main: './src/main.ts',
    serve: './src/commands/serve.ts',
    converse: './src/commands/converse.ts',
    'doctor-checks': './src/commands/doctor-checks.ts',
    'sandbox-worker': '@engawa/sandbox/worker',
    zod: 'zod',
    yaml: 'yaml',
    ollama: 'ollama',
    openai: 'openai',
    anthropic: '@anthropic-ai/sdk',
  },
  external: ['better-sqlite3', 'fs-native-extensions'],
})
// Extensions are read as text and run in the sandbox: they are not part of the bundle.
await cp('src/extensions/core', 'dist/extensions/core', { recursive: true })

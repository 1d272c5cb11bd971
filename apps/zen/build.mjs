import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'zen',
  entry: 'src/bin.ts',
  parts: {
    main: './src/main.ts',
    commander: 'commander',
    pino: 'pino',
    zod: 'zod',
    yaml: 'yaml',
    toml: 'smol-toml',
    ollama: 'ollama',
    openai: 'openai',
    anthropic: '@anthropic-ai/sdk',
    ioredis: 'ioredis',
    pg: 'pg',
  },
  external: ['better-sqlite3', 'fs-native-extensions'],
})

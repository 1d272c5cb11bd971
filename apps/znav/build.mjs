import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'znav',
  entry: 'src/bin.ts',
  help: true,
  external: ['fs-native-extensions', '@napi-rs/keyring'],
  // Of `pane snapshot` and `search` alone.
  apart:
    /\/(packages\/(llm-providers|storage)|node_modules\/(cockatiel|minisearch|ollama|@anthropic-ai|openai|whatwg-fetch))\//,
})

import { buildBin } from '@engawa/tsup-config'

await buildBin({
  name: 'znav',
  entry: 'src/bin.ts',
  help: true,
  external: ['fs-native-extensions', '@napi-rs/keyring'],
  // What is not typed all day: each start would read it.
  apart: new RegExp(
    [
      'packages/(llm-providers|storage)/',
      'node_modules/(cockatiel|ollama|whatwg-fetch|@anthropic-ai|openai)/',
      'apps/znav/src/(hooks|intent|mcp|migration|summaries)/',
      'apps/znav/src/commands/(export|hook-|init|insights|mcp|migrate|pane-(forget|goal|move|progress|rename|snapshot)|search)',
    ].join('|'),
  ),
})

import { defineConfig } from 'tsup'

/**
 * A library: ES modules with declarations, one output for each public entry, dependencies left as imports.
 *
 * @param {{ entry?: string[] }} [options] public entries; `src/index.ts` unless told
 */
export function library({ entry = ['src/index.ts'] } = {}) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    clean: true,
    splitting: true,
    sourcemap: true,
    // tsup 8 hands `baseUrl` to the declaration build, which TypeScript 6 deprecates.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    outExtension: () => ({ js: '.js' }),
  })
}

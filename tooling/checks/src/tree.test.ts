import { describe, expect, it } from 'vitest'
import { violations } from './tree.mjs'

const file = (path: string, text: string) => ({
  path,
  room: path.split('/').slice(0, 2).join('/'),
  text,
  test: /\.test\.ts$/.test(path),
})

/** Each invariant must be seen to fail, or it holds nothing. */
const broken: readonly (readonly [name: string, path: string, text: string])[] = [
  ['allowed-package-edges', 'packages/events/src/a.ts', "import { x } from '@engawa/storage'"],
  ['allowed-package-edges', 'packages/core/src/a.ts', "export { x } from '@engawa/config'"],
  ['allowed-package-edges', 'apps/zen/src/a.ts', "const x = await import('@engawa/znav')"],
  ['allowed-package-edges', 'packages/events/src/a.ts', "import { startRedis } from '@engawa/testkit'"],
  ['no-deep-imports', 'apps/zen/src/a.ts', "import { x } from '@engawa/storage/src/x.js'"],
  ['no-deep-imports', 'packages/events/src/a.ts', "import { x } from '../../storage/src/x.js'"],
  ['core-does-no-io', 'packages/core/src/a.ts', "import { readFileSync } from 'node:fs'"],
  ['lazy-heavy-clients', 'apps/znav/src/a.ts', "import { Redis } from 'ioredis'"],
  ['no-process-exit', 'apps/zen/src/a.ts', 'if (bad) process.exit(1)'],
  ['no-mocks', 'apps/zen/src/a.test.ts', "vi.mock('node:fs')"],
  ['one-maker-of-redacted', 'apps/zen/src/a.ts', 'const r = value as unknown as Redacted<string>'],
  ['one-maker-of-redacted', 'apps/zen/src/a.ts', 'const r = values as { all: Redacted<string>[] }'],
  ['one-maker-of-redacted', 'apps/zen/src/a.ts', 'send(value as never)'],
  ['one-maker-of-redacted', 'packages/events/src/a.test.ts', 'const r = { [redactedMarker]: true }'],
  ['no-silenced-types', 'packages/events/src/a.ts', '// @ts-ignore'],
]

const kept: readonly (readonly [why: string, path: string, text: string])[] = [
  ['an edge of the plan', 'packages/llm-providers/src/a.ts', "import { x } from '@engawa/secret-filter'"],
  ['the type alone of a heavy client', 'apps/znav/src/a.ts', "import type { Redis } from 'ioredis'"],
  ['a heavy client, lazily', 'apps/znav/src/a.ts', "const { Redis } = await import('ioredis')"],
  ['a test with real services', 'packages/events/src/a.test.ts', "import { startRabbitmq } from '@engawa/testkit'"],
  ['the end of a program where it starts', 'apps/zen/src/main.ts', 'process.exit(await runCli(cli, []))'],
  ['a comment about process.exit()', 'apps/zen/src/a.ts', '// never process.exit(1) here'],
]

describe('the invariants of ARCHITECTURE.md', () => {
  it.each(broken)('%s is seen broken in %s: %s', (name, path, text) => {
    expect(violations([file(path, text)])).toEqual([expect.stringContaining(`: ${name}: `)])
  })

  it.each(kept)('allows %s', (_, path, text) => {
    expect(violations([file(path, text)])).toEqual([])
  })

  it('finds a cycle of files, but not one of types', () => {
    const a = file('packages/core/src/a.ts', "import { b } from './b.js'")
    expect(violations([a, file('packages/core/src/b.ts', "export { a } from './a.js'")])).toEqual([
      'packages/core/src/a.ts:1: no-file-cycles: packages/core/src/a.ts → packages/core/src/b.ts → packages/core/src/a.ts',
    ])
    expect(violations([a, file('packages/core/src/b.ts', "import type { A } from './a.js'")])).toEqual([])
  })
})

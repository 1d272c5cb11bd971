import { createSecretFilter } from '@engawa/secret-filter'
import { describe, expect, it } from 'vitest'
import { readDiff } from './diff.js'

const filter = createSecretFilter()
const diffOf = (...lines: readonly string[]) => readDiff(`${lines.join('\n')}\n`, filter)

describe('readDiff', () => {
  it('numbers new lines as they are in the new file, hunk by hunk', () => {
    const { pieces } = diffOf(
      'diff --git a/a.ts b/a.ts',
      'index 1..2 100644',
      '--- a/a.ts',
      '+++ b/a.ts',
      '@@ -1,3 +1,3 @@',
      ' one',
      '-two',
      '+zwei',
      ' three',
      '@@ -10,2 +10,3 @@ function f() {',
      ' ten',
      '+elf',
      ' twelve',
      '\\ No newline at end of file',
    )
    expect(pieces).toHaveLength(1)
    expect(pieces[0]?.text.split('\n')).toEqual([
      '@@ -1,3 +1,3 @@',
      '1|  one',
      '| -two',
      '2| +zwei',
      '3|  three',
      '@@ -10,2 +10,3 @@ function f() {',
      '10|  ten',
      '11| +elf',
      '12|  twelve',
      '| \\ No newline at end of file',
    ])
    expect([2, 11].map((line) => pieces[0]?.hasLine(line))).toEqual([true, true])
    expect([4, 9, 13].map((line) => pieces[0]?.hasLine(line))).toEqual([false, false, false])
  })

  it('knows names with spaces, quotes and line breaks, what was deleted, moved, and binary', () => {
    const { pieces, binaries } = diffOf(
      'diff --git a/a b.ts b/a b.ts',
      '--- a/a b.ts\t',
      '+++ b/a b.ts\t',
      '@@ -1 +1 @@',
      '-x',
      '+y',
      'diff --git "a/q\\"\\n.ts" "b/q\\"\\n.ts"',
      '--- "a/q\\"\\n.ts"',
      '+++ "b/q\\"\\n.ts"',
      '@@ -1 +1 @@',
      '-x',
      '+y',
      'diff --git a/gone.ts b/gone.ts',
      'deleted file mode 100644',
      '--- a/gone.ts',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-x',
      'diff --git a/old.ts b/new.ts',
      'similarity index 100%',
      'rename from old.ts',
      'rename to new.ts',
      'diff --git a/logo.png b/logo.png',
      'Binary files a/logo.png and b/logo.png differ',
    )
    expect(pieces.map(({ name }) => name)).toEqual(['a b.ts', 'q"\n.ts', 'gone.ts', 'new.ts'])
    expect(pieces.at(-1)?.text).toContain('rename from old.ts')
    expect(binaries).toEqual(['logo.png'])
  })

  it('takes a line that only looks like a diff for what it is', () => {
    const { pieces } = diffOf(
      'diff --git a/a.md b/a.md',
      '--- a/a.md',
      '+++ b/a.md',
      '@@ -0,0 +1,2 @@',
      '+diff --git a/x b/x',
      '+@@ -1 +1 @@',
    )
    expect(pieces.map(({ name }) => name)).toEqual(['a.md'])
    expect(pieces[0]?.hasLine(2)).toBe(true)
  })
})

import { randomBytes } from 'node:crypto'
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

  it.each(['\r', '\u2028', '\u2029', '\r\r'])(
    'lets no line that another character than a line feed seems to begin hide a change: %j',
    (end) => {
      const { pieces, binaries } = diffOf(
        'diff --git a/a.ts b/a.ts',
        '--- a/a.ts',
        '+++ b/a.ts',
        '@@ -0,0 +1,5 @@',
        `+one${end}Binary files a/a.ts and b/a.ts differ`,
        `+two${end}diff --git a/y b/.env`,
        `+three${end}@@ -1 +90 @@`,
        `+four${end}+++ b/.env`,
        '+evil()',
      )
      expect(binaries).toEqual([])
      expect(pieces.map(({ name }) => name)).toEqual(['a.ts'])
      expect(pieces[0]?.text).toContain('5| +evil()')
    },
  )

  it('takes a changed line that speaks of binaries for what it is, and the whole of a strange name', () => {
    const { pieces, binaries } = diffOf(
      'diff --git a/x\u2028y.ts b/x\u2028y.ts',
      '--- a/x\u2028y.ts',
      '+++ b/x\u2028y.ts',
      '@@ -1 +1 @@',
      '-Binary files a and b differ',
      '+GIT binary patch',
    )
    expect(binaries).toEqual([])
    expect(pieces.map(({ name }) => name)).toEqual(['x\u2028y.ts'])
  })

  it('keeps the numbers of lines behind a secret of several lines that was deleted', () => {
    const kind = 'RSA PRIVATE KEY'
    const body = Array.from({ length: 3 }, () => randomBytes(48).toString('base64'))
    const { pieces, findings } = diffOf(
      'diff --git a/key.ts b/key.ts',
      '--- a/key.ts',
      '+++ b/key.ts',
      '@@ -1,7 +1,3 @@',
      ' const a = 1',
      `------BEGIN ${kind}-----`,
      ...body.map((line) => `-${line}`),
      `------END ${kind}-----`,
      '+const b = 2',
      ' const c = 3',
    )
    expect(findings).toHaveLength(1)
    expect(pieces[0]?.text).toContain('\n2| +const b = 2\n3|  const c = 3')
    expect([2, 3, 4].map((line) => pieces[0]?.hasLine(line))).toEqual([true, true, false])
    for (const line of body) expect(pieces[0]?.text).not.toContain(line)
  })

  it('tells changes from what stands around them', () => {
    const { pieces, around } = diffOf(
      'commit 1234',
      '',
      '    Add two',
      '',
      'diff --git a/a.ts b/a.ts',
      '--- a/a.ts',
      '+++ b/a.ts',
      '@@ -1 +1,2 @@',
      ' one',
      '+two',
      '',
      'commit 5678',
      '',
      '    Make it run',
      '',
      'diff --git a/run.sh b/run.sh',
      'old mode 100644',
      'new mode 100755',
      '',
      'commit 9abc',
    )
    expect(pieces.map(({ name, text }) => [name, text])).toEqual([
      ['a.ts', '@@ -1 +1,2 @@\n1|  one\n2| +two'],
      ['run.sh', 'old mode 100644\nnew mode 100755'],
    ])
    expect(around).toContain('    Add two')
    expect(around).toContain('commit 5678\n\n    Make it run')
    expect(around).toContain('commit 9abc')
    expect(around).not.toContain('two\n\ncommit 5678')
  })
})

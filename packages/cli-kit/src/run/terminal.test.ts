import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isTerminal } from '../output/terminal-traits.js'

it('leaves the resolution of linked modules alone, also where stdin is a pipe', () => {
  const root = mkdtempSync(join(tmpdir(), 'cli-kit-'))
  const real = join(root, 'store/node_modules/linked')
  mkdirSync(real, { recursive: true })
  mkdirSync(join(root, 'app/node_modules'), { recursive: true })
  writeFileSync(join(real, 'index.js'), "module.exports = require('sibling')")
  mkdirSync(join(real, '../sibling'))
  writeFileSync(join(real, '../sibling/index.js'), "module.exports = 'found'")
  writeFileSync(join(root, 'app/node_modules/first.js'), '')
  symlinkSync(real, join(root, 'app/node_modules/linked'))
  const load = createRequire(join(root, 'app/main.js'))
  load('first')

  // The test runner's own stdin and stdout are pipes or files.
  for (const fd of [0, 1, 2]) isTerminal(fd)
  expect(load('linked')).toBe('found')
})

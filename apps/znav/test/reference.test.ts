import { fileURLToPath } from 'node:url'
import { reference } from '@engawa/cli-kit'
import { describe, expect, it } from 'vitest'
import { znavCli } from '../src/cli.js'

const cli = znavCli('0.0.0')

describe('the command table', () => {
  it('is what docs/reference.md says; after a change: pnpm --filter @engawa/znav test -u', async () => {
    await expect(reference(cli)).toMatchFileSnapshot(fileURLToPath(new URL('../docs/reference.md', import.meta.url)))
  })

  it('describes the answer of every command and shows each with an example', () => {
    const visible = cli.commands.filter(({ hidden }) => !hidden)
    expect(visible.filter(({ output }) => output === undefined).map(({ path }) => path)).toEqual([])
    expect(visible.filter(({ examples }) => examples.length === 0).map(({ path }) => path)).toEqual([])
  })

  it('loads a module that runs for every command', async () => {
    for (const command of cli.commands) {
      expect([command.path, typeof (await command.load()).run]).toEqual([command.path, 'function'])
    }
  })
})

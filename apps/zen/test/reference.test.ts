import { reference } from '@engawa/cli-kit'
import { assertMatchesOutput } from '@engawa/cli-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from '../src/cli.js'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeAll(async () => {
  zen = await createZenHome()
})
afterAll(() => zen.close())

describe('the reference of zen', () => {
  it('is what the command table says; `vitest run -u` writes it anew', async () => {
    await expect(reference(cli)).toMatchFileSnapshot('../docs/reference.md')
  })

  it('keeps its promises about JSON', async () => {
    const runs: readonly (readonly [path: string, args: readonly string[]])[] = [
      ['chat', ['chat', 'hi', '-s', 'x']],
      ['chat', ['chat', 'hi', '--dry-run']],
      ['session list', ['session', 'list']],
      ['session show', ['session', 'show', 'x']],
      ['models', ['models']],
      ['storage status', ['storage', 'status']],
      ['storage sync', ['storage', 'sync']],
      ['storage verify', ['storage', 'verify']],
      ['models show', ['models', 'show', 'ollama/qwen3']],
      ['models show', ['models', 'show', 'openai/mini']],
      ['models pull', ['models', 'pull', 'mistral']],
      ['usage', ['usage']],
      ['doctor', ['doctor']],
      ['config show', ['config', 'show']],
    ]
    for (const [path, args] of runs) assertMatchesOutput(cli, path, (await zen.run([...args, '--json'])).json().data)
  })
})

import { describe, expect, it } from 'vitest'
import type { CliDefinition, CommandDefinition } from '../command.js'
import { reference } from '../help/reference.js'
import { runCli } from './run-cli.js'

const log = { version: '2.1.0', runs: [] }
const command: CommandDefinition = {
  path: 'review',
  summary: 'Review.',
  examples: [],
  load: async () => ({ run: async () => ({ data: { found: 0 }, text: 'nothing', sarif: log }) }),
}
const cli: CliDefinition = {
  name: 'demo',
  version: '1.0.0',
  summary: 'A demonstration.',
  formats: ['text', 'json'],
  commands: [
    { ...command, formats: ['sarif'] },
    { ...command, path: 'other' },
  ],
}

async function printed(...argv: readonly string[]): Promise<{ code: number; out: string }> {
  const written: string[] = []
  const stdout = { isTty: false, color: false, width: 80, write: (text: string) => void written.push(text) }
  const code = await runCli(cli, argv, { stdout, stderr: { ...stdout, write: () => {} } })
  return { code, out: written.join('') }
}

describe('a format of one command alone', () => {
  it('is printed by it, and refused by the others', async () => {
    const shown = await printed('review', '--format', 'sarif')
    expect({ ...shown, out: JSON.parse(shown.out) as unknown }).toEqual({ code: 0, out: log })
    expect((await printed('review', '--format', 'text')).out).toBe('nothing\n')
    expect((await printed('other', '--format', 'sarif')).code).toBe(2)
  })

  it('stands in the reference where it can be had', () => {
    const [, review = '', other = ''] = reference(cli).split(/^### /m)
    expect(review).toContain('`text`, `json`, `sarif`')
    expect(other).not.toContain('sarif')
  })
})

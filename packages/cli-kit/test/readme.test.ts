import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleSourceForChild } from '@engawa/testkit'
import { describe, expect, it } from 'vitest'

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '')

describe('README', () => {
  it('shows what the program in it prints', async () => {
    const source = (blocks('ts')[0] ?? '')
      .replace("'@engawa/cli-kit'", "'../src/index.js'")
      .replace('process.exitCode = await runCli(', 'void runCli(')
    const script = await bundleSourceForChild(source, import.meta.dirname)
    const session = blocks('sh')[0] ?? ''
    const commands = session.split('\n').filter((line) => line.startsWith('$ greet '))
    expect(commands.length).toBeGreaterThanOrEqual(4)
    let shown = ''
    for (const command of commands) {
      const run = command.replace('$ greet', `"${process.execPath}" "${script}"`)
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `${run} 2>&1 || true`])
      shown += `${command}\n${stdout}`
    }
    expect(shown).toBe(session)
  })
})

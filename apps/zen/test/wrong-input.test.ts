import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeAll(async () => {
  zen = await createZenHome()
  mkdirSync(join(zen.home, 'folder'))
  writeFileSync(join(zen.home, '.env'), 'A=1\n')
  writeFileSync(join(zen.home, 'binary.bin'), Buffer.from([1, 0, 2]))
})
afterAll(() => zen.close())

/** What people get wrong, the exit code, and what the message must say. */
const wrong: readonly (readonly [why: string, args: readonly string[], code: number, says: RegExp])[] = [
  ['a command with a typo', ['chta', 'hi'], 2, /chat/],
  ['an option with a typo', ['chat', 'hi', '--modle', 'x'], 2, /--model/],
  ['nothing to ask', ['chat'], 2, /nothing to ask/],
  ['a file that is not there', ['chat', 'hi', '-f', 'gone.ts'], 2, /gone\.ts does not exist/],
  ['a folder with nothing in it', ['chat', 'hi', '-f', 'folder'], 2, /no file in the folder folder/],
  ['a pattern that means nothing', ['chat', 'hi', '-f', '*.zig'], 2, /no file matches \*\.zig/],
  ['a role that is not there', ['chat', 'hi', '--role', 'nobody'], 2, /nobody/],
  ['a schema that is none', ['chat', 'hi', '--schema', '{'], 2, /no JSON Schema/],
  ['a file of secrets', ['chat', 'hi', '-f', '.env'], 2, /\.env holds secrets/],
  ['a binary file', ['chat', 'hi', '-f', 'binary.bin'], 2, /binary/],
  ['a temperature out of range', ['chat', 'hi', '--temperature', '9'], 2, /0 to 2/],
  ['a count that is none', ['session', 'list', '--limit', 'many'], 2, /many/],
  ['two ways to choose a session', ['chat', 'hi', '-c', '-s', 'x'], 2, /one of them/],
  ['nothing to continue', ['chat', 'hi', '-c', '--memory'], 2, /no conversation to continue/],
  ['an unknown session', ['session', 'show', 'nope'], 2, /nope/],
  ['an unknown provider', ['chat', 'hi', '--provider', 'opanai'], 2, /openai/],
  ['a model that is not installed', ['chat', 'hi', '--provider', 'ollama', '-m', 'llama9'], 4, /llama9/],
  ['an empty session name', ['chat', 'hi', '-s', ''], 2, /empty/],
  ['a format that does not exist', ['chat', 'hi', '--format', 'xml'], 2, /xml/],
  ['an option without its value', ['chat', 'hi', '-m'], 2, /-m/],
  ['an unknown setting', ['config', 'set', 'storage.tpye', 'file'], 2, /"type"/],
  ['a setting with a wrong value', ['config', 'set', 'storage.type', 'floppy'], 3, /floppy/],
]

describe('zen, used wrongly', () => {
  it.each(wrong)('%s', async (_, args, code, says) => {
    const run = await zen.run(args)
    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) })
    expect(run.stderr).toMatch(/^error: /)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })

  it.each(wrong)('%s, as JSON', async (_, args, code, says) => {
    const run = await zen.run(['--json', ...args])
    expect(run.code).toBe(code)
    const { ok, error } = run.json()
    expect(ok).toBe(false)
    expect(error.code).toMatch(/^[a-z]+(\/[a-z-]+)?$/)
    expect(`${error.message} ${error.hint ?? ''}`).toMatch(says)
  })

  it.each([
    ['not JSON', '{ "models": ', /config\.json/],
    ['a wrong type', '{ "session": { "history_tokens": "lots" } }', /session\.history_tokens/],
  ])('stops with exit code 3 at a configuration that is %s', async (_, text, says) => {
    mkdirSync(join(zen.home, '.zen-cli'), { recursive: true })
    writeFileSync(join(zen.home, '.zen-cli/config.json'), text)
    const run = await zen.run(['chat', 'hi'])
    expect(run.code).toBe(3)
    expect(run.stderr).toMatch(says)
  })
})

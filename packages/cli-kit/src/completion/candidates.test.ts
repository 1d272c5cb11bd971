import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from '../../test/run-in-process.js'
import { sampleCli } from '../../test/sample-cli.js'
import { splitLine } from './split-line.js'

const offered = async (...words: string[]) => {
  const { stdout, code, stderr } = await run(sampleCli, ['__complete', 'fish', ...words])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t')[0])
}

describe('__complete', () => {
  it('offers the first words, hidden commands not', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['echo', 'session', 'pane', 'help']))
    expect(await offered('')).not.toContain('secret-door')
    expect(await offered()).toContain('echo')
  })

  it('knows where it is with global options in between', async () => {
    expect(await offered('--project', 'work', 'session', '--json', 'l')).toEqual(['list'])
    expect(await offered('session', '--help', 'l')).toEqual(['list'])
    expect(await offered('session', '-p', 'w')).toEqual(['work'])
    expect(await offered('--project=w')).toEqual(['--project=work'])
  })

  it('offers both the words and the argument of a command that has both', async () => {
    expect(await offered('pane', '')).toEqual(['log'])
    expect(await offered('session', 'show', 'w')).toEqual(['work'])
    expect(await offered('session', 'show', 'work', '')).toEqual([])
  })

  it('leaves out values that would break the line, and offers nothing after --', async () => {
    expect(await offered('echo', '--model', 'bad')).toEqual([])
    expect(await offered('echo', '--', '--mo')).toEqual([])
  })

  it('is silent where the live values fail', async () => {
    const commands = sampleCli.commands.map((command) =>
      command.path === 'session show'
        ? { ...command, arguments: [{ name: 'x', description: '', complete: 'broken' }] }
        : command,
    )
    expect(await run({ ...sampleCli, commands }, ['__complete', 'fish', 'session', 'show', ''])).toMatchObject({
      code: 0,
      stderr: '',
    })
  })
})

describe('splitLine', () => {
  it.each([
    ['demo chat ', ['demo', 'chat', '']],
    ['demo "two words', ['demo', 'two words']],
    ["demo 'it''s' a\\ b", ['demo', 'its', 'a b']],
    ['demo ""', ['demo', '']],
    ['demo "a\\"b"', ['demo', 'a"b']],
    ['', ['']],
  ])('%j', (line, words) => {
    expect(splitLine(line)).toEqual(words)
  })

  it('takes any line', () => {
    fc.assert(fc.property(fc.string(), (line) => splitLine(line).length > 0))
  })
})

import { describe, expect, it } from 'vitest'
import { sampleCli } from '../../test/sample-cli.js'
import { assertMatchesOutput } from './assert-matches-output.js'

describe('assertMatchesOutput', () => {
  it('accepts what the schema promises and lists what differs', () => {
    assertMatchesOutput(sampleCli, 'echo', { args: {}, options: {} })
    expect(() => assertMatchesOutput(sampleCli, 'echo', { args: {} })).toThrow(
      /demo echo answered something else.*\n {2}data/,
    )
    expect(() => assertMatchesOutput(sampleCli, 'echo', 'text')).toThrow(/data: /)
  })

  it('refuses a schema that requires what it does not describe', () => {
    const output = { type: 'array', items: { type: 'object', required: ['name'] } }
    const commands = sampleCli.commands.map((command) => ({ ...command, output }))
    expect(() => assertMatchesOutput({ ...sampleCli, commands }, 'echo', [])).toThrow(
      /requires name without describing/,
    )
  })

  it('refuses a command that does not exist or promises nothing', () => {
    expect(() => assertMatchesOutput(sampleCli, 'nope', {})).toThrow('demo has no command "nope"')
    expect(() => assertMatchesOutput(sampleCli, 'wait', {})).toThrow('demo wait has no output schema')
  })
})

import { isEngawaError } from '@engawa/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleCli } from '../../test/sample-cli.js'
import { optionsOf } from './global-options.js'
import { parseThoroughly } from './parse-input.js'
import { parsePlainly } from './parse-plainly.js'

const word = fc.constantFrom(
  ...['a', 'b', '-', '--', '', 'low', 'high', '5', '-5', 'x=1', '--model', '-m', '-mx', '--model=x', '--max-tokens'],
  ...['--max-tokens=3', '--meta', '--meta=x', '--level', '--level=loud', '--no-stream', '--json', '-q', '-qv', '--wat'],
  ...['--format', 'json', '--project', '-p', '--quiet=1', '--model='],
)

describe('parsePlainly', () => {
  it('reads a plain line', () => {
    const command = sampleCli.commands.find(({ path }) => path === 'echo')
    if (command === undefined) throw new Error('the sample has no echo')
    const words = ['a', '--meta', 'x=1', 'y=2', '-m', 'small', '--no-stream', '--', '--b']
    expect(parsePlainly(optionsOf(sampleCli, command), command.arguments ?? [], words)).toEqual({
      args: { first: 'a', more: ['--b'] },
      options: { meta: ['x=1', 'y=2'], model: 'small', stream: false, level: 'low', color: true },
    })
  })

  it('understands nothing otherwise than commander does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sampleCli.commands),
        fc.array(word, { maxLength: 7 }),
        async (command, words) => {
          const options = optionsOf(sampleCli, command)
          const attempt = async (parse: () => unknown) => {
            try {
              return JSON.stringify(await parse())
            } catch (error) {
              if (isEngawaError(error)) return error.message
              throw error
            }
          }
          const plainly = await attempt(() => parsePlainly(options, command.arguments ?? [], words))
          if (plainly === undefined) return
          const sorted = (json: string) => (json.startsWith('{') ? JSON.parse(json) : json)
          const thoroughly = await attempt(() => parseThoroughly(sampleCli, command, options, words))
          expect(sorted(plainly)).toEqual(sorted(thoroughly ?? ''))
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

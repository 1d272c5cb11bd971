import { describe, expect, it } from 'vitest'
import { run } from '../../test/run-in-process.js'
import { sampleCli } from '../../test/sample-cli.js'
import { displayWidth } from '../output/display-width.js'
import { helpText } from './help-text.js'
import { reference } from './reference.js'

const help = async (...argv: string[]) => (await run(sampleCli, argv)).stdout
const titles = (text: string) => text.split('\n').filter((line) => /^[A-Z][\w ,]+$/.test(line))

describe('help', () => {
  it('shows usage, then examples, then the rest', async () => {
    const text = await help('echo', '--help')
    expect(titles(text)).toEqual(['Usage', 'Examples', 'Arguments', 'Options', 'Global options, in every position'])
    expect(text).toContain('  demo echo <first> [more...] [options]\n')
    expect(text).toContain('  # say hello\n  demo echo hello\n')
    expect(text).toContain('how loud (low, high) (default: "low")')
  })

  it.each([
    [
      ['help', 'session', 'list'],
      ['session', 'list', '-h'],
    ],
    [
      ['help', 'session'],
      ['session', '--help'],
    ],
    [['help'], ['--help']],
    [
      ['echo', '-h'],
      ['--help', 'echo'],
    ],
  ])('is the same by %j and %j', async (one, other) => {
    expect(await help(...one)).toBe(await help(...other))
    expect((await run(sampleCli, one)).code).toBe(0)
  })

  it('lists the commands of the program and of a group, hidden ones not', async () => {
    expect(await help()).toBe('')
    expect(await help('--help')).toContain('  session list')
    expect(await help('--help')).not.toContain('secret-door')
    expect(await help('session', '--help')).toMatch(/session list[\s\S]*session show/)
    expect(await help('session', '--help')).not.toContain('pane')
  })

  it('shows the commands below a command, too', async () => {
    expect(await help('pane', '--help')).toContain('  demo pane <name>\n  demo pane <command> [options]\n')
  })

  it('asks for no argument when help is wanted, and takes no option value for it', async () => {
    expect((await run(sampleCli, ['echo', '--help', '--json'])).stdout).toContain('"command":"demo echo"')
    expect((await run(sampleCli, ['echo', 'a', '--model', '-h'])).stdout).toBe('a\n')
  })

  it('says which help there is not', async () => {
    expect((await run(sampleCli, ['help', 'sesion'])).stderr).toMatch(
      /unknown command "sesion"\n.*Did you mean demo session\?/,
    )
  })

  it.each([50, 80, 120])('fits %d columns', (width) => {
    for (const path of ['', 'echo', 'session']) {
      for (const line of helpText(sampleCli, path, { color: false, width }).split('\n')) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }
    }
  })
})

describe('reference', () => {
  it('has every visible command with its arguments, options, examples and schema', () => {
    const text = reference(sampleCli)
    for (const { path, hidden } of sampleCli.commands) expect(text.includes(`### demo ${path}\n`)).toBe(!hidden)
    expect(text).toContain('| `--level <level>` | how loud (`low`, `high`); default `"low"` |')
    expect(text).toContain('# say hello\ndemo echo hello')
    expect(text).toContain('"required": [\n    "args"')
    expect(text).toContain('(#demo-session-list)')
  })
})

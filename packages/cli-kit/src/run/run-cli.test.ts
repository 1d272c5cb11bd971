import { describe, expect, it } from 'vitest'
import { memory, run } from '../../test/run-in-process.js'
import { sampleCli } from '../../test/sample-cli.js'

const demo = (...argv: string[]) => run(sampleCli, argv)
const json = async (...argv: string[]) => {
  const outcome = await demo(...argv)
  return { ...outcome, body: JSON.parse(outcome.stdout) }
}

describe('runCli', () => {
  it('prints text on stdout and nothing on stderr', async () => {
    expect(await demo('echo', 'hello')).toEqual({ code: 0, stdout: 'hello\n', stderr: '' })
  })

  it('gives arguments by name and options in camel case', async () => {
    const { body } = await json(
      'echo',
      'a',
      'b',
      'c',
      '--max-tokens',
      '5',
      '--meta',
      'x=1',
      'y=2',
      '--no-stream',
      '--json',
    )
    expect(body).toEqual({
      ok: true,
      data: {
        args: { first: 'a', more: ['b', 'c'] },
        options: expect.objectContaining({ maxTokens: 5, meta: ['x=1', 'y=2'], stream: false, level: 'low' }),
      },
    })
  })

  it.each([
    ['--json', 'session', 'list'],
    ['session', '--json', 'list'],
    ['session', 'list', '--json'],
    ['--format', 'json', 'session', 'list'],
    ['session', 'list', '--format=json'],
    ['-q', '-p', 'session', 'session', 'list', '--json'],
  ])('honours global options in every position: %s %s %s', async (...argv) => {
    expect((await json(...argv)).body).toEqual({ ok: true, data: ['a', 'b'] })
  })

  it('derives the formats that a command left out', async () => {
    expect((await demo('session', 'list', '--format', 'markdown')).stdout).toBe('- a\n- b\n')
    expect((await demo('session', 'list', '--format', 'context')).stdout).toBe('Sessions: a, b\n')
    expect((await demo('session', 'show', 'x')).stdout).toBe('{\n  "name": "x"\n}\n')
    expect((await demo('session', 'show', 'x', '--format', 'markdown')).stdout).toBe(
      '```json\n{\n  "name": "x"\n}\n```\n',
    )
  })

  it('prints nothing beside the lines that a command wrote as they came', async () => {
    expect((await demo('tail')).stdout).toBe('a\nb\n')
    expect((await demo('tail', '--json')).stdout).toBe('{"ok":true,"data":"a"}\n{"ok":true,"data":"b"}\n')
  })

  it('prefers the longest command, and takes words after -- as they are', async () => {
    expect((await demo('pane', 'backend')).stdout).toBe('at backend\n')
    expect((await demo('pane', 'log', 'backend')).stdout).toBe('logged backend\n')
    expect((await demo('pane', '--', 'log')).stdout).toBe('at log\n')
    expect((await demo('echo', '--', '--json')).stdout).toBe('--json\n')
  })

  it('takes an option-like word as the value of an option that needs one', async () => {
    const { body } = await json('echo', 'a', '--model', '--quiet', '--json')
    expect(body.data.options).toMatchObject({ model: '--quiet' })
    expect(body.data.options.quiet).toBeUndefined()
  })

  it('maps errors to exit codes, and lets a program map its own', async () => {
    expect((await demo('fail', 'config')).code).toBe(3)
    expect((await demo('fail', 'llm')).code).toBe(4)
    expect((await demo('fail', 'internal')).code).toBe(1)
    expect((await demo('fail', 'findings')).code).toBe(7)
    expect((await run({ ...sampleCli, exitCodeOf: () => 1 }, ['nope'])).code).toBe(1)
  })

  it('shows a stack and the causes with --debug only', async () => {
    expect((await demo('fail', 'internal')).stderr).toBe(
      'error: unexpected thing\nhint: This is a fault of the program. --debug shows where.\n',
    )
    const { stderr } = await demo('--debug', 'fail', 'internal')
    expect(stderr).toMatch(/^error: unexpected thing\nTypeError: unexpected thing\n {4}at /)
    expect(stderr).toContain('caused by: Error: the deeper cause')
  })

  it('answers with the version, as text and as JSON', async () => {
    for (const argv of [['--version'], ['-V'], ['version']]) expect((await demo(...argv)).stdout).toBe('demo 1.2.3\n')
    expect((await json('--version', '--json')).body).toEqual({ ok: true, data: { name: 'demo', version: '1.2.3' } })
  })

  it('gives 130 and says so when the signal was aborted', async () => {
    const controller = new AbortController()
    const stderr = memory()
    const running = run(sampleCli, ['wait'], { signal: controller.signal, stderr: stderr.terminal })
    controller.abort()
    expect((await running).code).toBe(130)
    expect(stderr.text()).toBe('waiting\nstate saved\nerror: interrupted\n')
  })

  it('colours errors where the terminal has colours', async () => {
    const stderr = memory({ color: true, isTty: true })
    await run(sampleCli, ['nope'], { stderr: stderr.terminal })
    expect(stderr.text()).toContain('\u001b[31merror:\u001b[39m unknown command')
  })
})

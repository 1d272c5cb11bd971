import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

describe('zen select', () => {
  it('names tool, mode, how sure it is, at most two others and a command, and asks no model', async () => {
    const { data } = (await zen.run(['select', 'Review login.py for security problems', '--json'])).json()
    expect(data).toMatchObject({
      tool: 'codereview',
      mode: 'security',
      command: 'zen codereview --mode security "Review login.py for security problems"',
    })
    expect(data.confidence).toBeGreaterThan(0.6)
    expect((data.alternatives as unknown[]).length).toBeLessThanOrEqual(2)
    expect(zen.ollama.requests).toEqual([])
  })

  it('takes the task from a pipe, and quotes it for a shell', async () => {
    const { stdout } = await zen.run(['select'], { stdin: "Debug the `worker`: it's $HOME that \u001b[2Jcrashes\n" })
    expect(stdout).toMatch(/^debug, \d+ %/)
    expect(stdout).toContain("zen debug 'Debug the `worker`: it'\\''s $HOME that  [2Jcrashes'")
    expect(stdout).not.toContain('\u001b')
  })

  it.each(['select', 'do'])('refuses to %s nothing', async (command) => {
    const run = await zen.run([command, '  ', '--json'])
    expect(run.code).toBe(2)
    expect(run.json().error.code).toBe('zen/no-task')
  })
})

describe('zen do', () => {
  it('runs what it selected, with what is piped in and the files that the task names', async () => {
    mkdirSync(join(zen.home, 'src'))
    writeFileSync(join(zen.home, 'src/heron.ts'), 'export const heron = "grey"')
    zen.ollama.replyWith(() => 'Herons are grey.')
    const run = await zen.run(['do', 'What colour is it, as src/heron.ts says?', '--json'], { stdin: 'egret' })
    expect(run.json().data).toMatchObject({ selection: { tool: 'chat' }, result: { answer: 'Herons are grey.' } })
    const sent = JSON.stringify(zen.ollama.modelRequests[0]?.body)
    expect(sent).toContain('grey')
    expect(sent).toContain('egret')
  })

  it('streams where it is a question, and says on stderr what it takes it for', async () => {
    const run = await zen.run(['do', 'What is an engawa?', '-s', 'veranda'])
    expect(run).toMatchObject({ code: 0, stdout: 'You said: What is an engawa?\n', stderr: 'chat\n' })
  })

  it('does not guess in a script: it names what it may be for, and the flag', async () => {
    const task = 'is anything wrong with the docs'
    const run = await zen.run(['do', task, '--json'])
    expect(run.code).toBe(2)
    expect(run.json().error).toMatchObject({ code: 'zen/unsure', hint: expect.stringContaining('--yes') })
    expect(zen.ollama.requests).toEqual([])
  })

  it('shows with --dry-run what would be sent, and sends nothing', async () => {
    const run = await zen.run(['do', 'Challenge my assumption that we need Redis', '--dry-run', '--json'])
    expect(run.json().data).toMatchObject({ selection: { tool: 'challenge' }, status: 'dry-run' })
    expect(zen.ollama.modelRequests).toEqual([])
  })
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { sampleReply } from './sample-answer.js'
import { askedText, sentMessages } from './sent.js'

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

function define(path: string, text: string): void {
  mkdirSync(dirname(join(zen.home, path)), { recursive: true })
  writeFileSync(join(zen.home, path), text)
}

const personal = '.zen-cli/tools/changelog.md'

describe('a tool of one’s own', () => {
  it('is a file: its text is what the model is told, its head what goes with it', async () => {
    define(personal, '---\ndescription: write a changelog\nmodel: qwen3\ntemperature: 0.2\n---\nWrite a changelog.\n')
    writeFileSync(join(zen.home, 'a.txt'), 'fixed the lock\n')
    const run = await zen.run(['tool', 'run', 'changelog', 'For users', '-f', 'a.txt'], { stdin: 'and the log\n' })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain('You said: For users')
    expect(sentMessages(zen.ollama)[0]).toEqual({ role: 'system', content: 'Write a changelog.' })
    expect(askedText(zen.ollama)).toContain('1| fixed the lock')
    expect(askedText(zen.ollama)).toContain('and the log')
    expect(zen.ollama.modelRequests[0]?.body).toMatchObject({ model: 'qwen3', options: { temperature: 0.2 } })
    await zen.run(['tool', 'run', 'changelog', 'Again', '-m', 'llama3.2'])
    expect(zen.ollama.modelRequests[1]?.body).toMatchObject({ model: 'llama3.2' })
  })

  it('may say what the answer must be', async () => {
    const head =
      'schema: { type: object, required: [lines], properties: { lines: { type: array, items: { type: string } } } }'
    define(personal, `---\n${head}\n---\nWrite a changelog.\n`)
    zen.ollama.replyWith(sampleReply)
    const run = await zen.run(['tool', 'run', 'changelog', 'Go', '--json'])
    expect(run.json().data).toMatchObject({ tool: 'changelog', result: { lines: ['words', 'words', 'words'] } })
    zen.ollama.replyWith(() => '{"lines": 3}')
    expect((await zen.run(['tool', 'run', 'changelog', 'Go'])).code).toBe(4)
  })

  it('of the project comes before the person’s own, and chooses no model', async () => {
    define(personal, 'The person’s own.')
    define('work/.zen/tools/changelog.md', 'The project’s.')
    const cwd = join(zen.home, 'work')
    await zen.run(['tool', 'run', 'changelog', 'Go'], { cwd })
    expect(sentMessages(zen.ollama)[0]?.content).toBe('The project’s.')
    define('work/.zen/tools/changelog.md', '---\nmodel: elsewhere/large\n---\nThe project’s.')
    const run = await zen.run(['tool', 'run', 'changelog', 'Go', '--json'], { cwd })
    expect(run.code).toBe(3)
    expect(run.json().error).toMatchObject({ code: 'zen/bad-tool', message: expect.stringContaining('model') })
  })

  it.each([
    ['---\nfoo: 1\n---\nGo', 'foo is not known'],
    ['---\n: [\n---\nGo', 'is not YAML'],
    ['---\nschema: { type: array }\n---\nGo', 'type: object'],
    ['---\ntemperature: hot\n---\nGo', 'temperature must be'],
    ['   \n', 'is empty'],
  ])('with a fault names it: %j', async (text, words) => {
    define(personal, text)
    const run = await zen.run(['tool', 'run', 'changelog', 'Go', '--json'])
    expect(run.json().error).toMatchObject({ code: 'zen/bad-tool', message: expect.stringContaining(words) })
    const listed = (await zen.run(['tool', 'list', '--json'])).json().data as {
      tools: { name: string }[]
    }
    expect(listed.tools.find(({ name }) => name === 'changelog')).toMatchObject({
      from: 'you',
      path: expect.stringContaining(personal),
      fault: expect.stringContaining(words),
    })
    expect(zen.ollama.modelRequests).toHaveLength(0)
  })

  it('that is not there says which are, and is no path', async () => {
    define('secret.md', 'not a tool')
    expect((await zen.run(['tool', 'run', '../secret', 'Go', '--json'])).json().error.code).toBe('zen/unknown-tool')
    const built = await zen.run(['tool', 'run', 'codereview', 'Go', '--json'])
    expect(built.json().error.hint).toContain('zen codereview')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from './zen-home.js'

interface Shown {
  id: string
  seq: number
  role: string
  text: string
  reply_to: string | null
}

let zen: ZenHome
beforeEach(async () => {
  zen = await createZenHome()
})
afterEach(() => zen.close())

describe.each(['file', 'sqlite'])('twenty processes on one session (%s)', (type) => {
  it('lose nothing: every question once, every answer linked to its question, in one order', async () => {
    zen.config({ storage: { type } })
    const questions = Array.from({ length: 20 }, (_, number) => `question ${number} of twenty`)
    const runs = await Promise.all(questions.map((question) => zen.run(['chat', '-s', 'shared', question])))
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 0, stderr: '' })))

    const { data } = (await zen.run(['session', 'show', 'shared', '--json', '--last', '100'])).json()
    const messages = data.messages as Shown[]
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    const asked = messages.filter(({ role }) => role === 'user')
    expect(asked.map(({ text }) => text).sort()).toEqual([...questions].sort())
    for (const question of asked) {
      const answers = messages.filter(({ reply_to }) => reply_to === question.id)
      expect(answers.map(({ text }) => text)).toEqual([`You said: ${question.text}`])
      expect(answers[0]?.seq).toBeGreaterThan(question.seq)
    }
  }, 60_000)
})

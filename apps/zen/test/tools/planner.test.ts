import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZenHome, type ZenHome } from '../zen-home.js'
import { sentMessages } from './sent.js'

const step = (title: string) => ({ title, detail: '', done_when: 'it is', depends_on: [], effort: 'small' })

let zen: ZenHome
let answers: readonly string[]
beforeEach(async () => {
  zen = await createZenHome()
  zen.ollama.replyWith(() =>
    JSON.stringify({ summary: '', steps: answers.map(step), risks: [], open_questions: [], confidence: 'medium' }),
  )
})
afterEach(() => zen.close())

interface Plan {
  readonly branch: string
  readonly plan: readonly { number: number; title: string }[]
  readonly branches: readonly object[]
}

async function plan(given: readonly string[], ...args: readonly string[]): Promise<Plan> {
  answers = given
  const run = await zen.run(['planner', ...args, '-s', 'move', '--json'])
  expect(run.code).toBe(0)
  return (run.json().data as { result: Plan }).result
}

const titles = (made: Plan) => made.plan.map(({ number, title }) => `${number} ${title}`)

describe('zen planner', () => {
  it('branches off after a step, revises from a step on, and leaves the rest to the letter', async () => {
    expect(titles(await plan(['measure', 'copy', 'switch'], 'Move the store'))).toEqual([
      '1 measure',
      '2 copy',
      '3 switch',
    ])

    const branch = await plan(['stay'], 'What if SQLite stays?', '--branch', 'sqlite', '--from', '1')
    expect(titles(branch)).toEqual(['1 measure', '2 stay'])
    expect(branch.branches).toEqual([
      { name: 'main', from: null, steps: 3 },
      { name: 'sqlite', from: { branch: 'main', step: 1 }, steps: 2 },
    ])
    expect(sentMessages(zen.ollama)[0]?.content).toContain('Your first step has the number 2.')

    const revised = await plan(['copy twice', 'watch', 'switch'], '--branch', 'main', '--revise', '2', 'No downtime')
    expect(titles(revised)).toEqual(['1 measure', '2 copy twice', '3 watch', '4 switch'])

    // The branch did not move with it, and is the one that goes on when it was the last.
    expect(titles(await plan(['stay', 'grow'], '--branch', 'sqlite', '--revise', '2'))).toEqual([
      '1 measure',
      '2 stay',
      '3 grow',
    ])
    expect(titles(await plan(['all', 'anew'], 'Start over'))).toEqual(['1 all', '2 anew'])
    expect((await zen.run(['session', 'fork', 'move', 'copy'])).code).toBe(0)
    answers = ['later']
    const copied = await zen.run(['planner', '-s', 'copy', '--branch', 'main', '--revise', '3', '--json'])
    expect(titles((copied.json().data as { result: Plan }).result)).toEqual(['1 measure', '2 copy twice', '3 later'])
  }, 60_000)

  it.each([
    [['--revise', '2'], 'zen/no-plan'],
    [['--from', '2'], 'zen/no-branch'],
    [['--branch', 'other', '--from', '2'], 'zen/no-plan'],
  ])('refuses %j where there is no plan', async (args, code) => {
    const run = await zen.run(['planner', 'Go', ...args, '--json'])
    expect(run.code).toBe(2)
    expect(run.json().error.code).toBe(code)
  })

  it('refuses a step that is not there and a branch that is', async () => {
    await plan(['one'], 'Go')
    const beyond = await zen.run(['planner', 'Go', '-s', 'move', '--revise', '9', '--json'])
    expect(beyond.json().error).toMatchObject({ code: 'zen/no-step', message: 'the plan has 1 steps' })
    const again = await zen.run(['planner', 'Go', '-s', 'move', '--branch', 'main', '--from', '1', '--json'])
    expect(again.json().error.code).toBe('zen/branch-exists')
  })
})

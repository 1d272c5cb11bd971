import { describe, expect, it } from 'vitest'
import { ask, attempts, perform } from './ask.js'
import type { ZellijOutput } from './run-zellij.js'

const said = (stdout: string, exitCode = 0, stderr = ''): ZellijOutput => ({ stdout, exitCode, stderr })

/** A Zellij that answers these one after another, and the last one for ever. */
function answering(...answers: readonly ZellijOutput[]) {
  let asked = 0
  const act = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked++
    if (!answer) throw new Error('no answer was given')
    return answer
  }
  return { act, asked: () => asked }
}

describe('looking', () => {
  it('is repeated while Zellij says nothing, half of it, or fails', async () => {
    const zellij = answering(said(''), said('[{"name": "ta'), said('', 1, 'no'), said('[1, 2]'))
    expect(await ask(zellij.act, JSON.parse, 'list-tabs')).toEqual([1, 2])
    expect(zellij.asked()).toBe(4)
  })

  it('ends with what was wrong the last time', async () => {
    const silent = answering(said(''))
    await expect(ask(silent.act, JSON.parse, 'list-tabs')).rejects.toMatchObject({
      code: 'zellij/action',
      message: 'zellij action list-tabs failed: it said nothing',
    })
    expect(silent.asked()).toBe(attempts)
    await expect(ask(answering(said('{')).act, JSON.parse, 'list-tabs')).rejects.toThrow(SyntaxError)
  })
})

describe('doing', () => {
  it('is done once, also where it fails', async () => {
    const zellij = answering(said('', 2, 'no such tab\n'))
    await expect(perform(zellij.act, 'go-to-tab-name', 'web')).rejects.toMatchObject({
      message: 'zellij action go-to-tab-name failed: no such tab',
    })
    expect(zellij.asked()).toBe(1)
  })
})

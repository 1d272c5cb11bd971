import type { Stance } from './schema.js'

const stances: Readonly<Record<Stance, string>> = {
  for: 'Your task is to make the strongest honest case for the proposal. If it is bad, say so all the same: a case that would do harm is none.',
  against:
    'Your task is to make the strongest honest case against the proposal. If it is good, say so all the same: objections that are none help nobody.',
  neutral: 'Weigh the proposal without a side.',
}

const rules = `You give your own view of a proposal to somebody who will hear others too; you don't hear them.
Say whether you support it, oppose it, or support it under conditions; the arguments that decide, each with its reason; the risks; and how sure you are. Rest on what you were shown and on what is known, not on what is usual.`

export const viewPrompt = (stance: Stance): string => `${rules}\n${stances[stance]}`

export const synthesisPrompt = `Several advisers gave their views of a proposal without knowing each other. Some were asked to argue a side: weigh their arguments, not how many or how loud they are.
Say what they agree on, and where they disagree and why, naming views by their letter. Then recommend one thing, with the conditions under which it holds and what to do first. Do not split the difference where one side is right.`

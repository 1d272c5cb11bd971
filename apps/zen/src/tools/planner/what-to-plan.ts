import type { Branches, PlanChange } from './branches.js'

/** What a model is told of the plan as it is, and of which part of it is asked for. */
export function whatToPlan(branches: Branches, { branch, keeps, parent }: PlanChange): string {
  const steps = branches.get(parent ?? branch)?.steps ?? []
  if (steps.length === 0) return ''
  const shown = `The plan so far (branch ${parent ?? branch}):\n${JSON.stringify(steps.map((step, at) => ({ number: at + 1, ...step })))}`
  if (keeps === 0 && parent === undefined) return `${shown}\nAnswer with the whole plan as it is now, from number 1.`
  const which = parent === undefined ? 'Plan the rest anew' : `Plan an alternative, the branch ${branch}`
  const kept = keeps === 0 ? '' : ` Steps 1 to ${keeps} stay as they are and are not repeated.`
  return `${shown}\n${which}.${kept} Your first step has the number ${keeps + 1}.`
}

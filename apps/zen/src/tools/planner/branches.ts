import { type JsonObject, UserError } from '@engawa/core'
import type { EarlierStep } from '../steps/earlier-steps.js'
import type { PlannerAnswer, PlannerInput, PlanStep } from './schema.js'

export interface Branch {
  readonly name: string
  readonly from: { readonly branch: string; readonly step: number } | null
  readonly steps: readonly PlanStep[]
}

/** What the next answer does to the plan. It is kept with the question, so that the plan can be put together again. */
export type PlanChange = JsonObject & {
  readonly branch: string
  /** Steps before the answer's, which stay as they are. */
  readonly keeps: number
  /** The branch that they are taken from; its own unless told. */
  readonly parent?: string
}

export type Branches = ReadonlyMap<string, Branch>

/** The first branch of a plan. */
const trunk = 'main'

/** A plan with an answer put in. */
export function withAnswer(
  branches: Branches,
  { branch, keeps, parent }: PlanChange,
  { steps }: PlannerAnswer,
): Branches {
  const before = branches.get(parent ?? branch)
  const from = parent === undefined ? (before?.from ?? null) : { branch: parent, step: keeps }
  const kept = before?.steps.slice(0, keeps) ?? []
  return new Map([...branches, [branch, { name: branch, from, steps: [...kept, ...steps] }]])
}

/** All branches, from the steps that were taken in the session. */
export function branchesOf(steps: readonly EarlierStep<PlannerAnswer>[]): Branches {
  let branches: Branches = new Map()
  for (const { facts, answer } of steps) {
    const change = changeIn(facts)
    if (change !== undefined) branches = withAnswer(branches, change, answer)
  }
  return branches
}

/**
 * What is asked for: the plan anew, from a step on, or another branch.
 *
 * @param last the branch that was worked on last
 * @throws UserError `zen/no-plan`, `zen/no-step`, `zen/branch-exists`
 */
export function changeFor(
  { branch, from, revise }: Pick<PlannerInput, 'branch' | 'from' | 'revise'>,
  branches: Branches,
  last: string | undefined,
): PlanChange {
  const name = branch ?? last ?? trunk
  const known = branches.get(name)
  if (from !== undefined && branch === undefined) {
    throw refused('zen/no-branch', '--from needs a branch to begin', '--branch NAME --from 2 begins one after step 2')
  }
  if (known === undefined && last !== undefined) {
    if (revise !== undefined) throw refused('zen/no-plan', `there is no branch ${name} to revise`, listed(branches))
    const parent = branches.get(last)
    return { branch: name, parent: last, keeps: within(from ?? 0, parent) }
  }
  if (from !== undefined) {
    throw known === undefined
      ? refused('zen/no-plan', 'there is no plan to branch off yet', 'Plan first: zen planner "…" -s NAME')
      : refused(
          'zen/branch-exists',
          `the branch ${name} is there already`,
          'Without --from it goes on; or name another.',
        )
  }
  if (revise === undefined) return { branch: name, keeps: 0 }
  if (known === undefined) throw refused('zen/no-plan', 'there is no plan to revise yet', 'Plan first: zen planner "…"')
  return { branch: name, keeps: within(revise - 1, known) }
}

/** What was kept with a question of an earlier step. */
export function changeIn({ branch, keeps, parent }: JsonObject): PlanChange | undefined {
  if (typeof branch !== 'string' || typeof keeps !== 'number') return undefined
  return { branch, keeps, ...(typeof parent === 'string' ? { parent } : {}) }
}

function within(step: number, branch: Branch | undefined): number {
  const count = branch?.steps.length ?? 0
  if (step <= count) return step
  throw refused('zen/no-step', `the plan has ${count} steps`, 'See it: zen session show NAME')
}

const listed = (branches: Branches) => `There are ${[...branches.keys()].join(', ')}.`

const refused = (code: string, message: string, hint: string) => new UserError(message, { code, hint })

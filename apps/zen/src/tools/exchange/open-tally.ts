import { costOf, findEntry, isFree } from '@engawa/llm-providers'
import type { Answer } from '../../ask/ask.js'
import type { OpenModel } from '../../providers/open-model.js'
import type { Tally } from './desk.js'

/** US dollars; undefined where nobody knows. What runs on this machine costs nothing. */
export function costOfAnswer(answer: Answer, { provider, models }: OpenModel): number | undefined {
  const { usage, request } = answer
  if (answer.cached) return 0
  if (answer.insteadOf.length > 0) return costOf(usage, findEntry([answer.provider], answer.model, models)?.price)
  const { model } = request.value
  const price = findEntry([provider.id], model, models)?.price
  if (price === undefined && isFree(provider, model)) return 0
  return costOf(usage, price)
}

/** Adds up what answers took. What one of them doesn't say is unknown for all. */
export function openTally(): Tally & {
  add(answer: Answer, model: OpenModel, asked: { readonly isRepair: boolean; readonly expert: boolean }): void
  note(text: string): void
  found(more: Tally['findings']): void
} {
  const answers: Tally['answers'][number][] = []
  const findings: Tally['findings'][number][] = []
  const notes = new Set<string>()
  let inputTokens: number | undefined = 0
  let outputTokens: number | undefined = 0
  let costUsd: number | undefined = 0
  let repairs = 0
  return {
    answers,
    findings,
    get notes() {
      return [...notes]
    },
    get inputTokens() {
      return inputTokens
    },
    get outputTokens() {
      return outputTokens
    },
    get costUsd() {
      return costUsd
    },
    get repairs() {
      return repairs
    },
    note: (text) => void notes.add(text),
    found: (more) => void findings.push(...more),
    add(answer, model, { isRepair, expert }) {
      answers.push(answerFacts(answer, expert))
      findings.push(...answer.request.findings)
      inputTokens = plus(inputTokens, answer.usage.inputTokens)
      outputTokens = plus(outputTokens, answer.usage.outputTokens)
      costUsd = plus(costUsd, costOfAnswer(answer, model))
      if (isRepair) repairs += 1
    },
  }
}

export const answerFacts = ({ provider, model, question, message }: Answer, expert: boolean) => ({
  provider,
  model,
  expert,
  question_id: question.id,
  answer_id: message.id,
})

const plus = (sum: number | undefined, more: number | undefined) =>
  sum === undefined || more === undefined ? undefined : sum + more

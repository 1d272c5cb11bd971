import type { CommandResult } from '@engawa/cli-kit'
import type { JsonObject, Message, RedactionFinding } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type * as z from 'zod'
import type { ToolAnswerFacts } from '../tool.js'

/** One question of a tool to a model. */
export interface AskedFor<Value = unknown> {
  /** As a person names it; the call's own model unless told. */
  readonly model?: string
  /** What the tool is, for the model. */
  readonly system: string
  /** What is asked, with files and diffs in it. It is kept in the session as it stands. */
  readonly text: string
  /** What the answer must be. Absent: words. */
  readonly schema?: z.ZodType<Value>
  /** Kept with the question, so that a later step knows it again. */
  readonly facts: JsonObject
  /** False: the model hears nothing of what was said before. */
  readonly history?: boolean
  /** Heard in place of what was said before. */
  readonly instead?: readonly Pick<Message, 'role' | 'content'>[]
  /** Asked last, of another model, about the work. */
  readonly expert?: true
  /** A question that is kept already: this is one of several answers to it. */
  readonly to?: Message
}

export interface Answered<Value> {
  readonly value: Value
  readonly facts: ToolAnswerFacts
}

/** Where a tool's questions are asked, within the call's budget, and questions and answers kept. */
export interface Desk {
  /** The call's own model, by name. */
  readonly modelName: () => Promise<string>
  /** Exactly what would be sent. */
  preview(asked: AskedFor): Promise<Pick<CommandResult, 'data' | 'text'>>
  /** @throws LlmError `zen/unusable-answer` when the answer is not what was asked for, twice; both are kept */
  ask<Value>(asked: AskedFor<Value> & Required<Pick<AskedFor<Value>, 'schema'>>): Promise<Answered<Value>>
  askText(asked: Omit<AskedFor, 'schema'>): Promise<Answered<string>>
  /** Keep a question that several models are to answer. */
  put(asked: Pick<AskedFor, 'text' | 'facts'>): Promise<Message>
  /** Tokens that the text of a question may take. */
  roomFor(asked: Omit<AskedFor, 'text' | 'facts'>): Promise<number>
  /** @throws BudgetError when all of them together could cost more than is left: none of them is sent then */
  checkBudget(asked: readonly AskedFor[]): Promise<void>
  /** Ask whether words may go to the providers of these models, before anything is sent to any of them. */
  agree(models: readonly (string | undefined)[]): Promise<void>
  /** The filter that stands before the call's own model. */
  filter(): Promise<SecretFilter>
  /** Say something about what was done to the material. */
  note(text: string): void
  /** Secrets that were taken out of it. */
  found(findings: readonly RedactionFinding[]): void
  /** What all answers so far took. */
  readonly tally: Tally
}

export interface Tally {
  readonly answers: readonly ToolAnswerFacts[]
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
  /** US dollars. Undefined: nobody knows. */
  readonly costUsd: number | undefined
  /** Answers that had to be asked for once more. */
  readonly repairs: number
  readonly findings: readonly RedactionFinding[]
  readonly notes: readonly string[]
}

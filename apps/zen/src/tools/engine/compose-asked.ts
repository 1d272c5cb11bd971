import type { JsonObject } from '@engawa/core'
import { estimateTokens } from '@engawa/llm-providers'
import type * as z from 'zod'
import { composeQuestion } from '../../input/compose-question.js'
import type { AskedFor } from '../exchange/desk.js'
import { attached, type Piece } from '../material/piece.js'
import { readFilePieces } from '../material/read-pieces.js'
import type { ToolContext } from '../tool.js'

export interface ToCompose<Value> {
  readonly input: { readonly request: string; readonly files: readonly string[]; readonly piped: string }
  readonly system: string
  readonly schema: z.ZodType<Value>
  /** What is asked when nothing was said. */
  readonly usual?: string
  /** What the tool found by itself, before the files that were named. */
  readonly pieces?: readonly Piece[]
  readonly facts: JsonObject
  /** Who is asked: the files must fit all of them. The call's own model unless told. */
  readonly models?: readonly (string | undefined)[]
}

/** One question with the files that were named, as far as the model's window holds them. */
export async function composeAsked<Value>(
  { input, system, schema, usual = '', pieces = [], facts, models = [undefined] }: ToCompose<Value>,
  context: Pick<ToolContext, 'command' | 'desk' | 'options'>,
): Promise<AskedFor<Value> & { readonly schema: z.ZodType<Value> }> {
  const prompt = input.request.trim() === '' && input.piped.trim() === '' ? usual : input.request
  const found = pieces.map(attached)
  const around = estimateTokens(prompt) + estimateTokens(input.piped) + estimateTokens(JSON.stringify(found))
  const rooms = await Promise.all(
    models.map((model) => context.desk.roomFor({ system, schema, ...(model === undefined ? {} : { model }) })),
  )
  const room = Math.max(0, Math.min(...rooms) - around)
  const named = await readFilePieces(input.files, context, room)
  const files = [...found, ...named.map(attached)]
  return { system, schema, facts, text: composeQuestion({ prompt, stdin: input.piped, files }) }
}

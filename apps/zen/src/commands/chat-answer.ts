import { type CommandContext, type CommandResult, neutralise } from '@engawa/cli-kit'
import { exitCodes, LlmError } from '@engawa/core'
import type { AnswerSchema } from '../ask/answer-schema.js'
import type { OpenSession } from '../ask/open-session.js'
import type { PreparedTurn } from '../ask/prepare-turn.js'
import { type Turn, takeTurn } from '../ask/take-turn.js'
import { answerPrinter } from '../output/answer-printer.js'
import { chatData } from '../output/chat-result.js'
import { reportNotes } from '../output/notes.js'
import type { ChatOptions } from './chat-options.js'

/** Ask, and answer in the form that was asked for: text as it comes, checked JSON, or a block of code. */
export async function answerChat(
  context: CommandContext,
  open: OpenSession,
  prepared: PreparedTurn,
  schema: AnswerSchema | undefined,
  { maxCost, stream, extract }: Pick<ChatOptions, 'maxCost' | 'stream' | 'extract'>,
): Promise<CommandResult> {
  const limits = { maxCost, signal: context.signal }
  const circumstances = { ...open, sources: prepared.sources }
  const report = ({ notes, answer }: Turn) =>
    reportNotes(context, notes, [...prepared.sources.findings, ...answer.request.findings])

  if (schema !== undefined) {
    const { takeSchemaTurn } = await import('../ask/take-schema-turn.js')
    const turn = await takeSchemaTurn(context, open, prepared, schema, limits)
    report(turn)
    const data = { ...chatData(turn, circumstances), value: turn.value }
    return { data, text: JSON.stringify(turn.value, null, 2) }
  }
  const printer = answerPrinter(context, { stream: stream && !extract })
  try {
    const turn = await takeTurn(context, open, prepared, printer.write, limits)
    printer.end()
    report(turn)
    const data = chatData(turn, circumstances)
    const { text } = turn.answer
    if (!extract) return { data, text: printer.complete(text), markdown: text, streamed: printer.streams }
    const code = await codeIn(text, open.session.id)
    return { data: { ...data, extracted: code }, text: neutralise(code), markdown: code }
  } catch (error) {
    printer.end()
    throw error
  }
}

/** @throws LlmError `llm/no-code-block`: what goes into a file unseen must not be prose */
async function codeIn(answer: string, session: string): Promise<string> {
  const { lastCodeBlock } = await import('../output/last-code-block.js')
  const code = lastCodeBlock(answer)
  if (code !== undefined) return code
  throw new LlmError('the answer has no code block', {
    code: 'llm/no-code-block',
    hint: `It is kept: zen session show ${neutralise(session)}`,
    exitCode: exitCodes.provider,
    details: { session },
  })
}

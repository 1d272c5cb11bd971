import { type EngawaError, exitCodes, LlmError, type Message } from '@engawa/core'

/** An answer broke off. What had arrived is stored and marked as partial. */
export class AnswerInterrupted extends LlmError {
  readonly partialText: string
  readonly kept: Message

  constructor(sessionId: string, partialText: string, kept: Message, why: EngawaError | undefined, cause: unknown) {
    super(why?.message ?? 'the answer broke off', {
      code: why?.code ?? 'llm/cut-off',
      hint: `${partialText.length} characters had arrived and are kept in session ${sessionId}, marked as partial. ${why?.hint ?? ''}`.trim(),
      exitCode: why?.exitCode ?? exitCodes.provider,
      recoverable: true,
      cause,
      details: { session: sessionId, message_id: kept.id, partial: true },
    })
    this.partialText = partialText
    this.kept = kept
  }
}

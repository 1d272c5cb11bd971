import { createStyle, neutralise } from '@engawa/cli-kit'
import { isEngawaError } from '@engawa/core'
import { takeTurn } from '../ask/take-turn.js'
import { answerPrinter } from '../output/answer-printer.js'
import { reportNotes } from '../output/notes.js'
import { interruptible, unasked } from './interruptible.js'
import { prepareMessage } from './prepare-message.js'
import type { Talk } from './talk.js'

/** Ask, and show the answer as it comes. Whatever goes wrong is said; the session goes on. */
export async function answerMessage(talk: Talk, prompt: string, onTyped: (text: string) => void): Promise<void> {
  const { context } = talk
  const printer = answerPrinter(context, { stream: true })
  try {
    await interruptible(context.signal, onTyped, async (signal) => {
      const prepared = await prepareMessage(talk, prompt, signal)
      // Consent was asked for when the model was chosen.
      const turn = await takeTurn(unasked(context, signal), talk.open, prepared, printer.write, {
        maxCost: talk.limits.maxCost,
        signal,
      })
      printer.end()
      reportNotes(context, turn.notes, [...prepared.sources.findings, ...turn.answer.request.findings])
      // They are in the conversation now.
      talk.files = []
      talk.pane = undefined
    })
  } catch (error) {
    printer.end()
    sayError(talk, error, 'stopped; what had arrived is kept')
  }
}

/**
 * One line of what went wrong, one of what to do.
 *
 * @param stopped said where it was a person who stopped it
 */
export function sayError(
  { context: { stderr, log, verbosity } }: Pick<Talk, 'context'>,
  error: unknown,
  stopped = 'stopped',
): void {
  const { red, dim } = createStyle(stderr.color)
  const known = isEngawaError(error) ? error : undefined
  if (isInterruption(error)) stderr.write(`${dim(stopped)}\n`)
  else {
    stderr.write(`${red('error:')} ${neutralise(error instanceof Error ? error.message : String(error))}\n`)
    if (known?.hint !== undefined) stderr.write(`${dim('hint:')} ${known.hint}\n`)
    if (verbosity === 'debug' && error instanceof Error) stderr.write(`${error.stack}\n`)
    log.error(error instanceof Error ? error.message : String(error), { command: 'session', code: known?.code })
  }
}

function isInterruption(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.name === 'AbortError') return true
  return false
}

import { LlmError } from '@engawa/core'
import { maxSummaryLength } from '../domain/summary.js'

/**
 * A model's answer as an entry's summary: one line, without the quotes that models like, cut at a sentence or a word.
 *
 * @throws LlmError `llm/invalid-response` when nothing is left
 */
export function summaryAnswer(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/<think>[\s\S]*?<\/think>/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim()
    .replace(/^["“'](.*)["”']$/, '$1')
    .trim()
  if (line === '') {
    throw new LlmError('the model answered nothing', {
      code: 'llm/invalid-response',
      hint: 'Try again, or choose another model: znav config set llm.model NAME',
    })
  }
  const characters = [...line]
  if (characters.length <= maxSummaryLength) return line
  const cut = characters.slice(0, maxSummaryLength - 1).join('')
  const sentence = cut.lastIndexOf('. ')
  return sentence > 80 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' ') >>> 0 || undefined)}…`
}

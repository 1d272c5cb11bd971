import { foldedCase } from '../keyword-index.js'
import { keywords } from './keywords.js'

/** Whether any keyword of the built-in detectors stands in a text. Where none does, none of them finds anything. */
export function holdsKeyword(text: string): boolean {
  const folded = foldedCase(text)
  return keywords.split('\n').some((keyword) => folded.includes(keyword))
}

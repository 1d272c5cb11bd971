import { UserError } from '@engawa/core'
import { type Stance, stances } from './schema.js'

/** Who is asked, and to argue what. */
export interface Voice {
  readonly model: string
  readonly stance: Stance
}

/**
 * `qwen3=for` is a model and its stance. The same model may be asked twice with different stances.
 *
 * @throws UserError `zen/consensus-models`
 */
export function readVoices(given: readonly string[]): readonly Voice[] {
  const voices = given.map((spec): Voice => {
    const at = spec.lastIndexOf('=')
    if (at === -1) return { model: spec, stance: 'neutral' }
    const word = spec.slice(at + 1)
    const stance = stances.find((known) => known === word)
    if (stance === undefined) throw refused(`${word} is no stance`, `There are ${stances.join(', ')}: qwen3=for`)
    return { model: spec.slice(0, at), stance }
  })
  if (voices.length < 2) {
    throw refused('a consensus needs two models or more', 'Name them: --models llama3.2=for qwen3=against')
  }
  if (new Set(given).size < given.length) {
    throw refused('a model is named twice with the same stance', 'Give each of them another stance.')
  }
  return voices
}

const refused = (message: string, hint: string) => new UserError(message, { code: 'zen/consensus-models', hint })

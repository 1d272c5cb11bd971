import {
  barePlaces,
  encodedPlaces,
  namedPlaces,
  type Place,
  passwordPlaces,
  passwordTemplates,
  webPlaces,
} from './contexts.js'
import { fill, seeded } from './template.js'
import { vendors } from './vendors.js'

/** A secret in its place. */
export interface HeldOutCase {
  readonly group: 'named' | 'bare' | 'web' | 'password' | 'encoded'
  readonly source: string
  readonly text: string
  /** What must be gone: the secret as it stands in the text. */
  readonly secret: string
}

/** More than 4,000 secrets, the same in each run. */
export function heldOutCases(seed = 20): readonly HeldOutCase[] {
  const random = seeded(seed)
  const cases: HeldOutCase[] = []
  const add = (group: HeldOutCase['group'], source: string, place: Place, template: string): void => {
    const filled = fill(template, random)
    const secret = /\[\[(.*)\]\]/.exec(filled)?.[1] ?? filled
    const text = place(source, filled.replace('[[', '').replace(']]', ''))
    cases.push({ group, source, text, secret: text.includes(secret) ? secret : encodedPart(text) })
  }
  const pick = <T>(from: readonly T[], count: number): readonly T[] =>
    Array.from({ length: count }, () => from[random(from.length)]).filter((item) => item !== undefined)
  for (const [vendor, templates] of vendors) {
    for (const marked of templates) {
      const template = marked.replace('~', '')
      for (const place of pick(namedPlaces, 8)) add('named', vendor, place, template)
      for (const place of pick(webPlaces, 2)) add('web', vendor, place, template)
      if (marked === template) for (const place of pick(barePlaces, 3)) add('bare', vendor, place, template)
    }
  }
  for (const place of passwordPlaces) {
    for (const template of passwordTemplates)
      for (let turn = 0; turn < 2; turn++) add('password', 'acme', place, template)
  }
  for (const place of encodedPlaces) for (const template of passwordTemplates) add('encoded', 'acme', place, template)
  return cases
}

/** The longest run of Base64. */
function encodedPart(text: string): string {
  const runs = text.match(/[A-Za-z0-9+/]{6,}={0,2}/g) ?? []
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '')
}

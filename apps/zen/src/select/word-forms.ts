/**
 * The words that a word may be a form of, itself first: `tests` and `testing` are forms of `test`; `latest` is not.
 *
 * No stem is made up: a rule names whole words, and a word matches when one of its forms is that word.
 */
export function wordForms(word: string): readonly string[] {
  const forms = new Set([spelling(word)])
  for (const base of bases(word)) if (base.length > 1) forms.add(spelling(base))
  return [...forms]
}

function bases(word: string): readonly string[] {
  const own = word.replace(/['’]s$/, '')
  if (own !== word) return [own]
  if (word.length < 4) return []
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`]
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)]
  if (/[^sui]s$/.test(word)) return [word.slice(0, -1)]
  if (word.endsWith('ied')) return [`${word.slice(0, -3)}y`]
  const stem = /^(.{2,})(?:ing|ed)$/.exec(word)?.[1]
  if (stem === undefined) return []
  // planning → plan, writing → write, reviewing → review
  return [stem, `${stem}e`, ...(/([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [])]
}

/** One spelling for both sides of the ocean: analyse and analyze, organisation and organization. */
const spelling = (word: string): string =>
  word.replace(/(\p{L}{3}|al)(i|y)s(e|er|ation)$/u, '$1$2z$3').replace(/(\p{L}{3})our$/u, '$1or')

import { looksForeign } from './looks-foreign.js'
import { findTerm, parseTerm, type Term } from './match-term.js'
import { readTask, type TaskWord } from './read-task.js'
import { rules } from './rules.js'

/** A tool that may be meant. */
export interface Candidate {
  readonly tool: string
  /** Undefined: the tool's usual one. */
  readonly mode: string | undefined
  /** 0 to 1: how much speaks for it beside the others. */
  readonly confidence: number
}

export interface Selection extends Candidate {
  /** At most two, the likeliest first. */
  readonly alternatives: readonly Candidate[]
  /** Terms of the rules that were found; empty where nothing spoke for anything. */
  readonly because: readonly string[]
}

/** Asking is always possible: what must speak for another tool before it is chosen. */
const askingAnyway = 2.5
/** Doubt that is left when all speaks for one tool. */
const doubt = 1
const opening = 1.5

interface ReadRule {
  readonly tool: string
  readonly mode?: string
  readonly terms: readonly { readonly term: Term; readonly weight: number }[]
}

const readRules: readonly ReadRule[] = rules.map(({ terms, ...rule }) => ({
  ...rule,
  terms: Object.entries(terms).map(([term, weight]) => ({ term: parseTerm(term), weight })),
}))
const topic = 0.5
const leastConfidence = 0.1
/** In `chat`, when nothing speaks for anything: counted, it is right about as often as not. */
const forWantOfBetter = 0.5
/** Where a selection says so much, it is nearly always right: docs/selection.md counts. Below, a person is asked. */
export const sureEnough = 0.6

/**
 * Which tool a task is for, by rules alone: no model is asked, nothing leaves. A task in another language than English
 * goes to `chat`, which understands it; what the rules make of it is among the alternatives.
 */
export function selectTool(task: string): Selection {
  const words = readTask(task)
  const strict = scoresOf(words, topic)
  // Where nothing else is said, what the task is about says what it is for.
  const found = [...strict.values()].some(({ score }) => score > askingAnyway) ? strict : scoresOf(words, 1)
  const foreign = looksForeign(task)
  const scores = new Map([...found].map(([tool, { score }]) => [tool, foreign && tool !== 'chat' ? score / 4 : score]))
  scores.set('chat', (scores.get('chat') ?? 0) + (foreign ? 4 * askingAnyway : askingAnyway))
  const total =
    doubt +
    [...scores.values()]
      .sort((a, b) => b - a)
      .slice(0, 2)
      .reduce((sum, score) => sum + score, 0)
  const ranked = [...scores]
    .sort(([, a], [, b]) => b - a)
    .map(([tool, score]) => ({ tool, mode: modeOf(tool, words), confidence: Math.round((100 * score) / total) / 100 }))
  const [first = { tool: 'chat', mode: undefined, confidence: 0 }, ...others] = ranked
  const because = found.get(first.tool)?.because ?? []
  return {
    ...first,
    ...(because.length === 0 ? { confidence: forWantOfBetter } : {}),
    alternatives: others.filter(({ confidence }) => confidence >= leastConfidence).slice(0, 2),
    because,
  }
}

interface Finding {
  readonly score: number
  readonly because: readonly string[]
}

function scoresOf(words: readonly TaskWord[], topicWeight: number): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>()
  for (const rule of readRules) {
    if (rule.mode !== undefined) continue
    const finding = weigh(rule, words, topicWeight)
    if (finding.score > 0) found.set(rule.tool, finding)
  }
  return found
}

/** A word counts once for a tool: what two terms have in common is weighed by the heavier one alone. */
function weigh({ terms }: ReadRule, words: readonly TaskWord[], topicWeight: number): Finding {
  const matches = terms
    .flatMap(({ term, weight }) => {
      const places = findTerm(term, words)
      return places === undefined
        ? []
        : [{ places, weight: weight * emphasis(words[places[0] ?? 0], topicWeight), term: said(places, words) }]
    })
    .sort((a, b) => b.weight - a.weight)
  const counted = new Set<number>()
  const because = new Set<string>()
  let score = 0
  for (const { places, weight, term } of matches) {
    const fresh = places.filter((place) => !counted.has(place)).length / places.length
    score += weight * fresh
    if (fresh > 0) because.add(term)
    for (const place of places) counted.add(place)
  }
  return { score, because: [...because] }
}

const emphasis = (word: TaskWord | undefined, topicWeight: number) =>
  word?.isHead ? opening : word?.isTopic ? topicWeight : 1

const said = (places: readonly number[], words: readonly TaskWord[]) =>
  places.map((place) => words[place]?.names[0] ?? '').join(' ')

/** The mode that most speaks for; undefined where none does. */
function modeOf(tool: string, words: readonly TaskWord[]): string | undefined {
  const modes = readRules
    .flatMap((rule) =>
      rule.tool === tool && rule.mode !== undefined ? [{ ...weigh(rule, words, 1), mode: rule.mode }] : [],
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  return modes[0]?.mode
}

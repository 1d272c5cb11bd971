import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { memoriesOfTrace, type TracedMemory } from './memories-of-trace.js'
import { secretsOfTrace } from './secrets-of-trace.js'
import type { ChatEntry } from './turn.js'

export interface AnswerTrace {
  /** Secrets of the question that the model did not get. */
  readonly secrets: number
  readonly memories: readonly TracedMemory[]
}

/**
 * What is noted beside an answer. What it did not say itself is read from its trace, once it comes into view.
 *
 * @returns nothing known yet: both empty
 */
export function useAnswerTrace({ turnId, facts }: ChatEntry, place: RefObject<Element | null>): AnswerTrace {
  const { client } = useSena()
  const seen = useSeen(place)
  const trace = useQuery({
    queryKey: keys.answerTrace(turnId ?? ''),
    queryFn: ({ signal }) => client.traces.get(turnId ?? '', { signal }),
    select: (found) => ({ secrets: secretsOfTrace(found), memories: memoriesOfTrace(found) }),
    // The answer counts the secrets of its whole prompt; the trace tells whose they were.
    enabled: turnId !== undefined && seen && (facts === undefined || facts.redactions > 0),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { secrets: trace.data?.secrets ?? 0, memories: facts?.memories ?? trace.data?.memories ?? [] }
}

/** Whether an element has ever been in view. */
function useSeen(place: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (seen || !place.current) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [seen, place])
  return seen
}

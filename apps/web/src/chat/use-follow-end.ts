import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

export interface FollowedEnd {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** What grows inside the scroller. */
  readonly content: RefObject<HTMLDivElement | null>
}

/** So near the end, in pixels, a person who scrolls down means the end itself. */
const near = 80

/**
 * Shows the end of what grows, until a person scrolls up from it. Back at the end, it is followed again.
 *
 * @param asked changes with each question of the person's: they want to see it, wherever they were
 */
export function useFollowEnd(asked: string | undefined): FollowedEnd {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const following = useRef(true)

  useEffect(() => {
    const element = scroller.current
    if (!element || !content.current) return
    let last = element.scrollTop
    const onScroll = () => {
      const upward = element.scrollTop < last
      last = element.scrollTop
      // What grows leaves the end behind as well, but never moves upward. What shrinks does, and stays at the end.
      const distance = element.scrollHeight - element.clientHeight - last
      if (upward && distance > 1) following.current = false
      else if (distance < near) following.current = true
    }
    // Not by rendering: a long answer is drawn later than it arrives, and the composer takes room from the scroller.
    const sizes = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight
      last = element.scrollTop
    })
    sizes.observe(element)
    sizes.observe(content.current)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [])

  useLayoutEffect(() => {
    if (asked === undefined || !scroller.current) return
    following.current = true
    scroller.current.scrollTop = scroller.current.scrollHeight
  }, [asked])

  return { scroller, content }
}

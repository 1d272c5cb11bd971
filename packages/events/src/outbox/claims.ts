/**
 * Whether a claim still holds. One that ends later than any claim made now would is of a clock that has since gone back:
 * it must not hold its event until that time comes round again.
 *
 * @param until end of the claim in milliseconds since the epoch, 0 for none
 */
export function isClaimed(until: number, now: number, leaseMs: number): boolean {
  return until > now && until <= now + leaseMs
}

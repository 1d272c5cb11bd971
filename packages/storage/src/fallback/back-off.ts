/** Waits that grow. The jitter keeps processes apart that lost the same server at the same moment. */
export function backOff({ first, most }: { readonly first: number; readonly most: number }): () => number {
  let wait = first
  return () => {
    const jittered = wait * (0.75 + Math.random() / 2)
    wait = Math.min(wait * 2, most)
    return jittered
  }
}

/** Milliseconds for people: `0.4 ms`, `12 ms`, `1.3 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number | null): string {
  if (milliseconds === null) return '…'
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
